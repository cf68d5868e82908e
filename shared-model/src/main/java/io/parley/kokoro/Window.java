package io.parley.kokoro;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames that become sound in one run of the vocoder. The first are few, so that sound
 * comes soon; the next are more, by no more than a model that speaks twice as fast as it
 * is heard has the time for. Windows meet where it is quiet: in pauses, or while a
 * plosive is held.
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

    /**
     * Windows of at least this length do not grow: longer ones would save a tenth, and
     * others wait for the end of one.
     */
    private static final int LONG = 100;

    /**
     * Ten seconds: the vocoder's memory grows with its window, by about 23 MB a second.
     */
    private static final int LONGEST = 400;

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
            int to = end(prosody, from, least);
            windows.add(new Window(from, to));
            least = Math.min(3 * least / 2, LONG);
            from = to;
        }
        return windows;
    }

    /**
     * Where a window ends: where it is quiet soon, or else later, or else at the piece's
     * end; where it is least loud if that is too far.
     */
    private static int end(Prosody prosody, int from, int least) {
        int last = Math.min(from + LONGEST, prosody.end() - SHORTEST);
        for (int within = 0; from + within < last;) {
            within = 3 * Math.max(within, least) / 2;
            int quietest = quietest(prosody, from + least, Math.min(from + within, last), QUIET);
            if (quietest >= 0) {
                return quietest;
            }
        }
        return (prosody.end() - from <= LONGEST) ? prosody.end()
                : quietest(prosody, from + least, last, Float.POSITIVE_INFINITY);
    }

    /**
     * The first silent frame of some, or else the quietest if it is below a loudness;
     * else -1.
     */
    private static int quietest(Prosody prosody, int from, int to, float below) {
        int quietest = -1;
        float loudness = below;
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
