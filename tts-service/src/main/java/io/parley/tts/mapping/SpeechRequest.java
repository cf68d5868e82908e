package io.parley.tts.mapping;

import io.parley.audio.AudioFormat;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;

/**
 * What a caller asks to be said.
 *
 * @param input the text
 * @param synthesizer that says it
 * @param options how
 * @param format of the sound
 * @param streamFormat how it is sent
 */
public record SpeechRequest(String input, Synthesizer synthesizer, SynthesisOptions options, AudioFormat format,
        StreamFormat streamFormat) {
}
