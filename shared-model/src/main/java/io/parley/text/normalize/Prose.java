package io.parley.text.normalize;

/** Collects lines into running text on one line. */
final class Prose {

    private static final String ENDINGS = ".!?:;,…—";

    private static final String CLOSERS = "\"'”)]*_` ";

    private final StringBuilder text = new StringBuilder();

    private boolean ended = true;

    /** A line that goes on where the last one stopped. */
    void line(String line) {
        String stripped = line.strip();
        if (stripped.isEmpty()) {
            return;
        }
        if (!this.text.isEmpty()) {
            this.text.append(this.ended ? '\n' : ' ');
        }
        this.text.append(stripped);
        this.ended = false;
    }

    /** A line that stands alone, as a heading or an item of a list does. */
    void block(String line) {
        end();
        line(line);
        if (!this.ended) {
            close();
            this.ended = true;
        }
    }

    /** The end of a paragraph; the last one of a text is not closed for its author. */
    void end() {
        this.ended = true;
    }

    private void close() {
        int last = this.text.length() - 1;
        while (last >= 0 && CLOSERS.indexOf(this.text.charAt(last)) >= 0) {
            last--;
        }
        if (last >= 0 && ENDINGS.indexOf(this.text.charAt(last)) < 0) {
            this.text.append('.');
        }
    }

    /** Paragraphs, one a line, each but the last closed by punctuation. */
    @Override
    public String toString() {
        String[] paragraphs = this.text.toString().split("\n");
        Prose closed = new Prose();
        for (int i = 0; i < paragraphs.length; i++) {
            closed.line(paragraphs[i]);
            if (i < paragraphs.length - 1) {
                closed.close();
            }
            closed.end();
        }
        return closed.text.toString();
    }

}
