package io.parley.speech;

import org.jspecify.annotations.Nullable;

/**
 * How a model is.
 *
 * @param state whether it is there
 * @param memoryBytes that it takes while it is loaded, else 0
 * @param running requests that it works for now
 * @param waiting requests in its queue
 * @param runs requests that it has worked for since the process began
 * @param realTimeFactor seconds of work for a second of sound, the mean of all runs; null
 * before the first, and for models without sound
 * @param fetching how far it is while it is fetched, else null
 */
public record ModelStatus(State state, long memoryBytes, int running, int waiting, long runs,
        @Nullable Double realTimeFactor, @Nullable Fetching fetching) {

    /** Whether a model is there. */
    public enum State {

        /** Nothing of it, or not all, is on disk. */
        ABSENT,
        /** It comes over the network. */
        FETCHING,
        /** It is on disk. */
        FETCHED,
        /** It is being compiled or read into memory. */
        LOADING,
        /** It is in memory. */
        LOADED,
        /** It is no model of this process: made of several, or run by another server. */
        ELSEWHERE

    }

    /**
     * How far one transfer is.
     *
     * @param item the file's name, or a package's name and version
     * @param bytes that are there
     * @param total bytes there will be, above 0
     */
    public record Fetching(String item, long bytes, long total) {
    }

    /** One of another process, of which nothing is known. */
    public static ModelStatus elsewhere() {
        return new ModelStatus(State.ELSEWHERE, 0, 0, 0, 0, null, null);
    }

}
