package io.parley.generation;

/**
 * How many positions of a prompt to run at once. Many make the most of each reading of
 * the weights; but a run's attention has a score for each head, each new position and
 * each position that it sees.
 */
public final class PrefillChunk {

    /** From here on a run gains nothing by more. */
    public static final int MOST = 512;

    /**
     * 128 MiB of float32. At 32,768 positions and 32 heads that leaves 31 positions a
     * run, which still keep the cores busier than the memory.
     */
    public static final long MAX_SCORES = 32L << 20;

    private PrefillChunk() {
    }

    /**
     * The positions of the next run.
     * @param heads of the attention
     * @param past positions before it
     * @return at least 1, at most {@value #MOST}
     */
    public static int positions(int heads, int past) {
        // the largest n with heads * n * (past + n) <= MAX_SCORES
        double bound = (double) MAX_SCORES / heads;
        double most = (Math.sqrt((double) past * past + 4 * bound) - past) / 2;
        return Math.clamp((long) most, 1, MOST);
    }

}
