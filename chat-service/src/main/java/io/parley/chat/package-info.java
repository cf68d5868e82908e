/**
 * The conversation service.
 */
@NullMarked
package io.parley.chat;

import org.jspecify.annotations.NullMarked;
