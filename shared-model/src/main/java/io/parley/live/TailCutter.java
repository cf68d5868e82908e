package io.parley.live;

import java.util.List;

import io.parley.audio.QuietestPlace;

/**
 * Decides where the beginning of the tail has done its duty.
 */
final class TailCutter {

    /**
     * A cut keeps this much away from the end, which the next hypothesis may read anew.
     */
    private static final int MARGIN = Samples.RATE / 2;

    private final int context;

    private final int longest;

    TailCutter(LiveSettings settings) {
        this.context = Samples.in(settings.context());
        this.longest = Samples.in(settings.longestTail());
    }

    /** How much sound a tail has at most, in samples. */
    int longest() {
        return this.longest;
    }

    /**
     * How many words at the beginning of the tail can go with their sound: past the
     * context, up to the last end of a sentence among the final words; nearing the
     * longest tail, up to the last final word that has a time.
     * @param decision about the words of the tail
     * @param length of the tail in samples
     * @return 0 for none
     */
    int words(LocalAgreement.Decision decision, int length) {
        if (length < this.context) {
            return 0;
        }
        boolean anywhere = length > (this.context + this.longest) / 2;
        List<LiveWord> words = decision.words();
        for (int count = decision.settled(); count > 0; count--) {
            LiveWord last = words.get(count - 1);
            if (last.hasEnd() && last.end() <= length - MARGIN && (anywhere || last.endsSentence())) {
                return count;
            }
        }
        return 0;
    }

    /** Where a tail that has become too long is quietest in its last third. */
    int quietestPlace(float[] samples) {
        return QuietestPlace.between(samples, samples.length * 2 / 3, samples.length, Samples.RATE / 10);
    }

}
