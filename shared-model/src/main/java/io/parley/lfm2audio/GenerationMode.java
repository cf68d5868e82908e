package io.parley.lfm2audio;

/**
 * In what order text and audio come.
 */
public enum GenerationMode {

    /** Text, until the model itself goes over to audio. */
    SEQUENTIAL,
    /** A few text tokens and a few audio frames in turn, until the text ends. */
    INTERLEAVED

}
