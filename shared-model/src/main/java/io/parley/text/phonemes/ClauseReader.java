package io.parley.text.phonemes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/** The clauses of a text, a sentence at a time, none longer than a piece may be. */
final class ClauseReader implements Iterator<Clause> {

    private static final String ENDS = ",;:—.!?…";

    private final Phonemizer phonemizer;

    private final SentenceReader sentences;

    private final int longest;

    private final Deque<Clause> read = new ArrayDeque<>();

    ClauseReader(Phonemizer phonemizer, String text, int longest) {
        this.phonemizer = phonemizer;
        this.sentences = new SentenceReader(text);
        this.longest = longest;
    }

    @Override
    public boolean hasNext() {
        return peek() != null;
    }

    @Override
    public Clause next() {
        Clause next = peek();
        if (next == null) {
            throw new NoSuchElementException();
        }
        return this.read.remove();
    }

    /** The next clause, left where it is; null at the end. */
    @Nullable Clause peek() {
        while (this.read.isEmpty() && this.sentences.hasNext()) {
            split(this.phonemizer.phonemize(this.sentences.next()));
        }
        return this.read.peek();
    }

    /** The phonemes in what is left of the sentence that was read last. */
    int sentenceLength() {
        return this.read.stream().mapToInt((clause) -> PhonemeRun.join(clause.runs()).length() + 1).sum();
    }

    private void split(List<PhonemeRun> sentence) {
        List<PhonemeRun> clause = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < sentence.size(); i++) {
            PhonemeRun run = shortened(sentence.get(i));
            int more = run.phonemes().length() + 1;
            if (length + more > this.longest) {
                close(clause, false);
                clause = new ArrayList<>();
                length = 0;
            }
            clause.add(run);
            length += more;
            boolean last = i == sentence.size() - 1;
            boolean ends = ENDS.contains(run.text()) && run.text().equals(run.phonemes());
            // a closing quote or bracket belongs to what it closes
            if (last || ends && sentence.get(i + 1).spaced()) {
                close(clause, last);
                clause = new ArrayList<>();
                length = 0;
            }
        }
    }

    /** A word that alone is too long for the model is cut off: nobody could say it. */
    private PhonemeRun shortened(PhonemeRun run) {
        return (run.phonemes().length() < this.longest) ? run
                : new PhonemeRun(run.text(), run.phonemes().substring(0, this.longest - 1), run.spaced());
    }

    private void close(List<PhonemeRun> clause, boolean endsSentence) {
        if (clause.stream().anyMatch((run) -> !run.phonemes().isEmpty() && !ENDS.contains(run.phonemes()))) {
            this.read.add(new Clause(List.copyOf(clause), endsSentence));
        }
    }

}
