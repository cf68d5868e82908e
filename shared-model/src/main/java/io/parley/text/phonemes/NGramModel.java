package io.parley.text.phonemes;

import java.util.Arrays;

/**
 * A back-off n-gram model over graphones (Katz 1987): the probability of a symbol behind
 * its history, or, where that n-gram is not kept, the weight of the history times the
 * probability behind the shorter one. A key holds its symbols' numbers plus one in 10
 * bits each, the oldest highest.
 */
final class NGramModel {

    static final int BITS = 10;

    private final long[] keys;

    /** Costs, which are negative natural logarithms, by key. */
    private final byte[] probabilities;

    private final byte[] weights;

    private final int order;

    NGramModel(int order, long[] keys, byte[] probabilities, byte[] weights) {
        this.order = order;
        this.keys = keys;
        this.probabilities = probabilities;
        this.weights = weights;
    }

    /** How many symbols an n-gram has at most. */
    int order() {
        return this.order;
    }

    /**
     * The cost of a symbol.
     * @param history the symbols before it as a key of order - 1 symbols
     */
    float cost(long history, int symbol) {
        float cost = 0;
        for (int length = this.order - 1; length >= 0; length--) {
            long context = history & ((1L << (BITS * length)) - 1);
            int found = Arrays.binarySearch(this.keys, context << BITS | symbol + 1);
            if (found >= 0 && this.probabilities[found] != 0) {
                return cost - logarithm(this.probabilities[found]);
            }
            if (length > 0) {
                int weight = Arrays.binarySearch(this.keys, context);
                if (weight >= 0 && this.weights[weight] != 0) {
                    cost -= logarithm(this.weights[weight]);
                }
            }
        }
        return cost + 12;
    }

    /** A byte's logarithm: steps of a sixteenth from -12. */
    private static float logarithm(byte value) {
        return Byte.toUnsignedInt(value) / 16f - 12;
    }

    /** A history with one more symbol, and without its oldest. */
    long next(long history, int symbol) {
        return (history << BITS | symbol + 1) & ((1L << (BITS * (this.order - 1))) - 1);
    }

}
