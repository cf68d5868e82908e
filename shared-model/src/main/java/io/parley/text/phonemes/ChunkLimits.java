package io.parley.text.phonemes;

/**
 * How long the pieces of a text may be, in phonemes. The first is short so that sound
 * comes soon; each next may be longer.
 *
 * @param first length to aim at for the first piece
 * @param growth how many times longer each next one may be
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
     * For Kokoro. A piece is said with one melody, so the first has room for a sentence.
     * Pieces of near 510 phonemes come out hurried, hence 400.
     */
    public static ChunkLimits defaults() {
        return new ChunkLimits(100, 2, 400);
    }

    /** The length to aim at for the n-th piece, from 0. */
    int target(int n) {
        return (int) Math.min(this.longest, this.first * Math.pow(this.growth, n));
    }

}
