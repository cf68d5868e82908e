package io.parley.speech.activity;

/**
 * Somebody's speech while it is heard; all in samples from the beginning of the sound.
 */
final class Speech {

    static final long LOUD = -1;

    final long start;

    long paddedStart;

    boolean isPadded;

    /** Where it fell silent and has not been loud since. */
    long silentFrom = LOUD;

    long end;

    Speech(long start) {
        this.start = start;
    }

}
