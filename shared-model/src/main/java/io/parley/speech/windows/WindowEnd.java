package io.parley.speech.windows;

/** Decides where a window ends that has become as long as it may be. Counts frames. */
final class WindowEnd {

    /** About a tenth of a second: shorter ones are within words. */
    private static final int LEAST_SILENCE = 3;

    /** About an eighth of a second. */
    private static final int QUIET_PLACE = 4;

    private WindowEnd() {
    }

    /**
     * The middle of the longest silence in the last third, or of its quietest place if it
     * has none; the later of equals.
     * @param frames the window so far
     * @param longest frames that it may have
     * @param padding most frames of silence to keep after speech
     * @return frames in the window
     */
    static int of(HeardFrames frames, int longest, int padding) {
        int silence = 0;
        int end = 0;
        for (int i = longest * 2 / 3, run = 0; i < longest; i++) {
            run = frames.isSpeech(i) ? 0 : run + 1;
            if (run > 0 && run >= silence) {
                silence = run;
                end = i + 1;
            }
        }
        if (silence >= LEAST_SILENCE) {
            return end - silence + Math.min((silence + 1) / 2, padding);
        }
        return quietestPlace(frames, longest);
    }

    private static int quietestPlace(HeardFrames frames, int longest) {
        double least = Double.POSITIVE_INFINITY;
        int place = longest;
        for (int start = longest * 2 / 3; start + QUIET_PLACE <= longest; start++) {
            double energy = 0;
            for (int i = start; i < start + QUIET_PLACE; i++) {
                energy += frames.energy(i);
            }
            if (energy <= least) {
                least = energy;
                place = start + QUIET_PLACE / 2;
            }
        }
        return place;
    }

}
