package io.parley.text.phonemes;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Sentences of normalised text, where every full stop ends one. One without an end is cut
 * between words, so that no piece of work is without bound.
 */
final class SentenceReader implements Iterator<String> {

    private static final int LONGEST = 2000;

    private static final String ENDS = ".!?…";

    private static final String CLOSERS = "\"”')]";

    private final String text;

    private int position;

    SentenceReader(String text) {
        this.text = text;
        skipSpace();
    }

    @Override
    public boolean hasNext() {
        return this.position < this.text.length();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int start = this.position;
        int end = end(start);
        this.position = end;
        skipSpace();
        return this.text.substring(start, end);
    }

    private int end(int start) {
        int space = -1;
        for (int i = start; i < this.text.length(); i++) {
            char c = this.text.charAt(i);
            if (ENDS.indexOf(c) >= 0) {
                int end = i + 1;
                while (end < this.text.length() && (ENDS + CLOSERS).indexOf(this.text.charAt(end)) >= 0) {
                    end++;
                }
                if (end == this.text.length() || Character.isWhitespace(this.text.charAt(end))) {
                    return end;
                }
            }
            if (Character.isWhitespace(c)) {
                space = i;
            }
            if (i - start >= LONGEST) {
                return (space > start) ? space : i;
            }
        }
        return this.text.length();
    }

    private void skipSpace() {
        while (this.position < this.text.length() && Character.isWhitespace(this.text.charAt(this.position))) {
            this.position++;
        }
    }

}
