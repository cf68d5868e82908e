package io.parley.asr.mapping;

import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityOptions;

/**
 * A search for speech that can be carried out as asked.
 *
 * @param detector of the model that was named, or of the only one
 * @param options for it
 */
public record SpeechTimestampsRequest(VoiceActivityDetector detector, VoiceActivityOptions options) {
}
