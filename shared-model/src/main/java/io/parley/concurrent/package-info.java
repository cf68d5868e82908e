/**
 * Cancellation, shared by all rooms.
 */
@NullMarked
package io.parley.concurrent;

import org.jspecify.annotations.NullMarked;
