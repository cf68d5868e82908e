package io.parley.lfm2audio;

/**
 * What a position of the language model's stream stands for.
 */
public enum Modality {

    /** A text token. */
    TEXT,
    /** 80 ms of what was heard. */
    AUDIO_IN,
    /** 80 ms of what was said. */
    AUDIO_OUT

}
