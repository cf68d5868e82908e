/**
 * The Whisper engine: transcription with OpenAI's Whisper models.
 */
@NullMarked
package io.parley.whisper;

import org.jspecify.annotations.NullMarked;
