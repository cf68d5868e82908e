package io.parley.text.phonemes;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Cuts a text into pieces for the model: whole sentences where they fit, else at the ends
 * of clauses, between words only where a clause is longer than the model takes.
 */
public final class SpeechChunker {

    private final Phonemizer phonemizer;

    private final ChunkLimits limits;

    /**
     * A chunker.
     * @param phonemizer of the voice's accent
     * @param limits how long pieces may be
     */
    public SpeechChunker(Phonemizer phonemizer, ChunkLimits limits) {
        this.phonemizer = phonemizer;
        this.limits = limits;
    }

    /**
     * The pieces of a text in order. Each is made when it is asked for, so the first does
     * not wait for the rest.
     * @param text normalised text
     * @return nothing if the text has nothing to say
     */
    public Iterator<SpeechChunk> chunks(String text) {
        return new Chunks(new ClauseReader(this.phonemizer, text, this.limits.longest()));
    }

    private final class Chunks implements Iterator<SpeechChunk> {

        private final ClauseReader clauses;

        private int count;

        Chunks(ClauseReader clauses) {
            this.clauses = clauses;
        }

        @Override
        public boolean hasNext() {
            return this.clauses.hasNext();
        }

        @Override
        public SpeechChunk next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int target = SpeechChunker.this.limits.target(this.count++);
            List<PhonemeRun> runs = new ArrayList<>();
            boolean endsSentence = false;
            while (this.clauses.peek() instanceof Clause clause
                    && (runs.isEmpty() || length(runs) + more(clause, endsSentence) <= target)) {
                runs.addAll(spaced(this.clauses.next().runs()));
                endsSentence = clause.endsSentence();
            }
            return new SpeechChunk(text(runs), PhonemeRun.join(runs), endsSentence);
        }

        /**
         * A piece that could stop at a sentence's end goes on for a whole sentence only.
         */
        private int more(Clause clause, boolean betweenSentences) {
            return betweenSentences ? this.clauses.sentenceLength() : length(clause.runs()) + 1;
        }

        private static int length(List<PhonemeRun> runs) {
            return PhonemeRun.join(runs).length();
        }

        /** Clauses of different sentences have a space between them too. */
        private static List<PhonemeRun> spaced(List<PhonemeRun> runs) {
            List<PhonemeRun> spaced = new ArrayList<>(runs);
            PhonemeRun first = runs.getFirst();
            spaced.set(0, new PhonemeRun(first.text(), first.phonemes(), true));
            return spaced;
        }

        private static String text(List<PhonemeRun> runs) {
            StringBuilder text = new StringBuilder();
            for (PhonemeRun run : runs) {
                text.append((run.spaced() && !text.isEmpty()) ? " " : "").append(run.text());
            }
            return text.toString();
        }

    }

}
