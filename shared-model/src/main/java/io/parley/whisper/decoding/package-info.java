/**
 * The decoder loop of Whisper: one window of sound into tokens.
 */
@NullMarked
package io.parley.whisper.decoding;

import org.jspecify.annotations.NullMarked;
