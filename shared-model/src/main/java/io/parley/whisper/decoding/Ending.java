package io.parley.whisper.decoding;

/** Why a text ended. */
public enum Ending {

    /** The model ended it. */
    END_OF_TEXT,

    /** It repeated itself, or was longer than anyone can speak: cut there. */
    RUNAWAY,

    /** The model takes no more tokens: cut there. */
    FULL

}
