package io.parley.conversation;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.text.SentenceSplitter;
import io.parley.text.TextChunker;
import org.jspecify.annotations.Nullable;

/**
 * Text that is spoken while it is still being written: one thread appends, another takes
 * pieces that can be said. The first is a clause, so that speech begins early; later ones
 * are the sentences that have been written meanwhile, since speech sounds best in whole
 * ones. Thread-safe.
 */
final class SpeakableText {

    /** A first piece of fewer characters leaves the next one no time to be made. */
    private static final int SHORTEST_CLAUSE = 12;

    private static final int LONGEST_PIECE = 400;

    private static final Pattern CLAUSE_END = Pattern.compile("[,;:)\u2014\u2013]\\s");

    private final SentenceSplitter sentences = new SentenceSplitter();

    private final TextChunker chunker = new TextChunker(LONGEST_PIECE);

    private final StringBuilder waiting = new StringBuilder();

    private boolean begun;

    private boolean ended;

    private boolean cancelled;

    /** Adds what was written. */
    synchronized void append(String words) {
        this.waiting.append(words);
        notifyAll();
    }

    /** Says that all was written. */
    synchronized void end() {
        this.ended = true;
        notifyAll();
    }

    /** Ends all waiting. */
    synchronized void cancel() {
        this.cancelled = true;
        notifyAll();
    }

    /**
     * Waits for more to say.
     * @return null at the end
     * @throws CancellationException if cancelled
     */
    synchronized @Nullable String take() {
        while (true) {
            if (this.cancelled) {
                throw new CancellationException("nobody listens");
            }
            String piece = piece();
            if (!piece.isEmpty()) {
                this.begun = true;
                return piece;
            }
            if (this.ended) {
                return null;
            }
            try {
                wait();
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    /** The next piece, taken from what waits; empty if there is none yet. */
    private String piece() {
        int end = this.ended ? this.waiting.length() : sayable();
        List<String> chunks = this.chunker.chunks(this.waiting.substring(0, end));
        if (chunks.isEmpty()) {
            return "";
        }
        String piece = chunks.getFirst();
        this.waiting.delete(0, this.waiting.indexOf(piece) + piece.length());
        return piece;
    }

    /**
     * How much of what waits can be said: whether a last sentence is whole nobody knows.
     */
    private int sayable() {
        List<String> written = this.sentences.sentences(this.waiting.toString());
        if (written.size() > 1) {
            return this.waiting.lastIndexOf(written.getLast());
        }
        if (!this.begun) {
            Matcher clause = CLAUSE_END.matcher(this.waiting);
            if (clause.find(Math.min(SHORTEST_CLAUSE, this.waiting.length()))) {
                return clause.end();
            }
        }
        return (this.waiting.length() > LONGEST_PIECE) ? this.waiting.length() : 0;
    }

}
