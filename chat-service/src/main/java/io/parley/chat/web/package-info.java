/**
 * The endpoint, as it looks over HTTP.
 */
@NullMarked
package io.parley.chat.web;

import org.jspecify.annotations.NullMarked;
