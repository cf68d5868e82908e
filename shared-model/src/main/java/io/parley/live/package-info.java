/**
 * Transcripts of sound that is still being spoken, made with any transcriber: what has
 * come in is transcribed again and again, and what does not change any more is final.
 */
@NullMarked
package io.parley.live;

import org.jspecify.annotations.NullMarked;
