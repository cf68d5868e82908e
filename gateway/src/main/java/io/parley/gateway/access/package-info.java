/**
 * Who calls, and what they may do.
 */
@NullMarked
package io.parley.gateway.access;

import org.jspecify.annotations.NullMarked;
