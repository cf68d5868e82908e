package io.parley.asr.mapping;

import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;

/**
 * A transcription that can be carried out as asked.
 *
 * @param transcriber of the model that was named
 * @param options for it
 * @param format of the answer
 */
public record TranscriptionRequest(Transcriber transcriber, TranscriptionOptions options, ResponseFormat format) {
}
