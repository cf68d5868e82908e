package io.parley.lfm2audio;

/**
 * The tokens that steer generation. Their ids are part of the architecture, the same in
 * every checkpoint.
 */
final class ControlTokens {

    /** Ends a turn. */
    static final int TURN_END = 7;

    /** In sequential generation: audio comes next. */
    static final int AUDIO_START = 128;

    /** In interleaved generation: no more text will come. */
    static final int TEXT_END = 130;

    private ControlTokens() {
    }

}
