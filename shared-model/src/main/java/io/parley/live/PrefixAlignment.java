package io.parley.live;

import java.util.List;

/**
 * Finds known words again at the beginning of a text that may spell some of them
 * differently, lack some, or have more.
 */
final class PrefixAlignment {

    private PrefixAlignment() {
    }

    /**
     * Where known words end in a text: after the beginning of it that takes the fewest
     * changes (words put in, left out, or replaced); among equals, where the last word is
     * the same, then the length nearest to theirs.
     * @return how many words of the text, from its first, are the known ones
     */
    static int length(List<String> known, List<String> text) {
        int[] costs = costs(known, text);
        int best = 0;
        for (int end = 1; end <= text.size(); end++) {
            if (isBetter(end, best, costs, known, text)) {
                best = end;
            }
        }
        return best;
    }

    private static boolean isBetter(int end, int than, int[] costs, List<String> known, List<String> text) {
        if (costs[end] != costs[than]) {
            return costs[end] < costs[than];
        }
        boolean same = endsAlike(end, known, text);
        if (same != endsAlike(than, known, text)) {
            return same;
        }
        return Math.abs(known.size() - end) < Math.abs(known.size() - than);
    }

    private static boolean endsAlike(int end, List<String> known, List<String> text) {
        return end > 0 && !known.isEmpty() && text.get(end - 1).equals(known.getLast());
    }

    /** Changes from the known words to each beginning of the text, by its length. */
    private static int[] costs(List<String> known, List<String> text) {
        int[] row = new int[text.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= known.size(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = known.get(i - 1).equals(text.get(j - 1)) ? 0 : 1;
                next[j] = Math.min(row[j - 1] + change, Math.min(row[j], next[j - 1]) + 1);
            }
            row = next;
        }
        return row;
    }

}
