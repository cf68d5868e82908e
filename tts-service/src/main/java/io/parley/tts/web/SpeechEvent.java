package io.parley.tts.web;

import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.Synthesis;

/** What an event stream of speech tells, each event with its own type within. */
sealed interface SpeechEvent {

    /**
     * More of the sound.
     *
     * @param type always "speech.audio.delta"
     * @param audio bytes of the format that was asked for, in Base64
     */
    record AudioDelta(String type, String audio) implements SpeechEvent {

        static AudioDelta of(byte[] bytes) {
            return new AudioDelta("speech.audio.delta", Base64.getEncoder().encodeToString(bytes));
        }

    }

    /**
     * The end.
     *
     * @param type always "speech.audio.done"
     */
    record AudioDone(String type, Usage usage) implements SpeechEvent {

        static AudioDone of(Synthesis spoken) {
            int input = spoken.usage().input();
            int output = spoken.usage().output();
            return new AudioDone("speech.audio.done", new Usage(input, output, input + output));
        }

    }

    /** What the model read and made, in its own units. */
    record Usage(@JsonProperty("input_tokens") int inputTokens, @JsonProperty("output_tokens") int outputTokens,
            @JsonProperty("total_tokens") int totalTokens) {
    }

}
