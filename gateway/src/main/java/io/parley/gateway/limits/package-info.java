/**
 * How much a caller may have.
 */
@NullMarked
package io.parley.gateway.limits;

import org.jspecify.annotations.NullMarked;
