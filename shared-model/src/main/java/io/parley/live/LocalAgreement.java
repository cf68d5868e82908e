package io.parley.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which words are final: those that two hypotheses in a row begin with, after the
 * words that are final already (LocalAgreement-2: Liu et al., "Low-Latency
 * Sequence-to-Sequence Speech Recognition and Translation by Partial Hypothesis
 * Selection", 2020). Punctuation and case do not count. Not thread-safe.
 */
final class LocalAgreement {

    /** Final words of the sound that is still transcribed again. */
    private List<String> settled = new ArrayList<>();

    /** What the last hypothesis had after them. */
    private List<LiveWord> open = List.of();

    /**
     * Compares a hypothesis with the one before.
     * @param words all words of the tail
     * @param complete whether the sound will have no other words, so that all are final
     */
    Decision hear(List<LiveWord> words, boolean complete) {
        List<String> keys = words.stream().map(LiveWord::key).toList();
        int begin = PrefixAlignment.length(this.settled, keys);
        List<LiveWord> rest = words.subList(begin, words.size());
        int agreed = complete ? rest.size() : agreed(rest);
        this.settled.addAll(keys.subList(begin, begin + agreed));
        this.open = rest.subList(agreed, rest.size());
        return new Decision(words, begin, begin + agreed);
    }

    private int agreed(List<LiveWord> rest) {
        int count = 0;
        while (count < rest.size() && count < this.open.size()
                && rest.get(count).key().equals(this.open.get(count).key())) {
            count++;
        }
        return count;
    }

    /**
     * The tail was cut.
     * @param decision the last one
     * @param words how many words of its hypothesis are no longer in the tail; all final
     */
    void dropFirst(Decision decision, int words) {
        this.settled = new ArrayList<>(
                decision.words().subList(words, decision.settled()).stream().map(LiveWord::key).toList());
    }

    /**
     * The tail is cut somewhere, perhaps before words that are final already.
     * @param words all words of the sound before the cut; final
     * @return those of them that were not final before
     */
    List<LiveWord> cutAfter(List<LiveWord> words) {
        List<String> keys = words.stream().map(LiveWord::key).toList();
        int covered = PrefixAlignment.length(keys, this.settled);
        boolean more = covered == this.settled.size();
        List<LiveWord> fresh = more ? words.subList(PrefixAlignment.length(this.settled, keys), words.size())
                : List.of();
        this.settled = new ArrayList<>(this.settled.subList(covered, this.settled.size()));
        this.open = List.of();
        return fresh;
    }

    /** How many final words the sound has that is still transcribed again. */
    int settled() {
        return this.settled.size();
    }

    /** The tail was cut after all that was said. */
    void reset() {
        this.settled = new ArrayList<>();
        this.open = List.of();
    }

    /**
     * What a hypothesis has settled.
     *
     * @param words all words of the hypothesis
     * @param known how many of them, from the first, were final before
     * @param settled how many of them, from the first, are final now
     */
    record Decision(List<LiveWord> words, int known, int settled) {

        /** The words that have become final. */
        List<LiveWord> fresh() {
            return this.words.subList(this.known, this.settled);
        }

        /** The words that may still change. */
        List<LiveWord> open() {
            return this.words.subList(this.settled, this.words.size());
        }

    }

}
