/**
 * What earlier answers were.
 */
@NullMarked
package io.parley.chat.memory;

import org.jspecify.annotations.NullMarked;
