/**
 * The models of all services in one list.
 */
@NullMarked
package io.parley.gateway.models;

import org.jspecify.annotations.NullMarked;
