package io.parley.kokoro;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames that become sound in one run of the vocoder. The first are few, so that sound
 * comes soon; each next window may be twice as long as the one before, which leaves a
 * model that speaks twice as fast as it is heard the time for it. Windows meet where it
 * is quiet: in pauses, or while a plosive is held.
 *
 * @param from first frame
 * @param to behind the last one
 */
record Window(int from, int to) {

    /**
     * One second: the vocoder evens out what it speaks by the whole of it, and makes
     * noise of less.
     */
    private static final int SHORTEST = 40;

    /** Six seconds: the vocoder's memory grows with its window. */
    private static final int LONG = 240;

    /** Frames louder than this are not cut between. */
    private static final float QUIET = -1;

    /**
     * The windows of something to be said, in order. None are left out between them.
     */
    static List<Window> of(Prosody prosody) {
        List<Window> windows = new ArrayList<>();
        int from = prosody.start();
        int end = prosody.end();
        int least = SHORTEST;
        while (from < end) {
            int to = quietest(prosody, from + least, Math.min(from + 2 * least + least / 2, end - SHORTEST));
            windows.add(new Window(from, (to < 0) ? end : to));
            least = Math.min(2 * least, LONG);
            from = windows.getLast().to();
        }
        return windows;
    }

    /** The first silent frame of some, or else the quietest if it is quiet; else -1. */
    private static int quietest(Prosody prosody, int from, int to) {
        int quietest = -1;
        float loudness = QUIET;
        for (int frame = from; frame < to && loudness >= Prosody.SILENCE; frame++) {
            // a cut lies before its frame
            float around = Math.max(prosody.loudness(frame - 1), prosody.loudness(frame));
            if (around < loudness) {
                loudness = around;
                quietest = frame;
            }
        }
        return quietest;
    }

}
