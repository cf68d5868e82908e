package io.parley.lfm2audio;

import java.util.List;
import java.util.Locale;

import io.parley.speech.Voice;

/**
 * The voices that the model was trained with. The aliases are OpenAI's names for voices
 * of about the same kind.
 */
enum Lfm2AudioVoice {

    US_FEMALE("US female", "alloy", "nova", "coral", "sage"), US_MALE("US male", "echo", "onyx", "ash", "verse"),
    UK_FEMALE("UK female", "shimmer"), UK_MALE("UK male", "fable", "ballad");

    private final String description;

    private final Voice voice;

    Lfm2AudioVoice(String description, String... aliases) {
        this.description = description;
        this.voice = new Voice(name().toLowerCase(Locale.ROOT), List.of(aliases));
    }

    Voice voice() {
        return this.voice;
    }

    /** What the model is told. */
    String instruction() {
        return "Perform TTS. Use the " + this.description + " voice.";
    }

}
