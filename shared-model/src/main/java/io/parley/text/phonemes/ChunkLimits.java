package io.parley.text.phonemes;

/**
 * How long the pieces of a text may be, in phonemes. The first is short so that sound
 * comes soon; each next may be as much longer as the speech of the one before leaves time
 * for.
 *
 * @param first length to aim at for the first piece
 * @param growth how many times longer each next one may be: at most the reciprocal of the
 * real-time factor, if playback must never wait
 * @param longest length that no piece exceeds
 */
public record ChunkLimits(int first, double growth, int longest) {

    public ChunkLimits {
        if (first < 1 || growth < 1 || longest < first || longest > KokoroVocabulary.LONGEST) {
            throw new IllegalArgumentException(
                    "no limits: first " + first + ", growth " + growth + ", longest " + longest);
        }
    }

    /**
     * For a model that speaks twice as fast as it is heard. Pieces of near 510 phonemes
     * come out hurried, hence 400.
     */
    public static ChunkLimits defaults() {
        return new ChunkLimits(60, 2, 400);
    }

    /** The length to aim at for the n-th piece, from 0. */
    int target(int n) {
        return (int) Math.min(this.longest, this.first * Math.pow(this.growth, n));
    }

}
