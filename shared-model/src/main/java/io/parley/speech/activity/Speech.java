package io.parley.speech.activity;

/**
 * Somebody's speech while it is heard; all in samples from the beginning of the sound.
 */
final class Speech {

    final long start;

    long paddedStart;

    boolean isPadded;

    /** Where it fell silent and has not been loud since; -1 if it is loud. */
    long silentFrom = -1;

    long end;

    Speech(long start) {
        this.start = start;
    }

}
