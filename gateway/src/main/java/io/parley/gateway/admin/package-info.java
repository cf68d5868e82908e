/**
 * Keys and usage over HTTP.
 */
@NullMarked
package io.parley.gateway.admin;

import org.jspecify.annotations.NullMarked;
