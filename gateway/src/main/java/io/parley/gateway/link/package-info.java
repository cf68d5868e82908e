/**
 * Whether services can still be reached.
 */
@NullMarked
package io.parley.gateway.link;

import org.jspecify.annotations.NullMarked;
