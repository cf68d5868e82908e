/**
 * The models of a service: their names, and whether they are ready.
 */
@NullMarked
package io.parley.web.models;

import org.jspecify.annotations.NullMarked;
