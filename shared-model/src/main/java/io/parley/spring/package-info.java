/**
 * The wiring of the other rooms as Spring beans: the one room that knows Spring.
 */
@NullMarked
package io.parley.spring;

import org.jspecify.annotations.NullMarked;
