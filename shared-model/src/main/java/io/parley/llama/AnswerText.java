package io.parley.llama;

import java.util.List;

import io.parley.generation.StreamedText;
import io.parley.speech.TextSink;
import io.parley.text.Tokenizer;

/** An answer as its tokens come: what is decided goes to the caller. Not thread-safe. */
final class AnswerText {

    private final StreamedText characters;

    private final StopTexts stops;

    private final TextSink sink;

    private final StringBuilder text = new StringBuilder();

    AnswerText(Tokenizer tokenizer, List<String> stops, TextSink sink) {
        this.characters = new StreamedText(tokenizer);
        this.stops = new StopTexts(stops);
        this.sink = sink;
    }

    /**
     * Takes the next token.
     * @return whether the answer ends here
     */
    boolean append(int token) {
        show(this.stops.append(this.characters.append(token)));
        return this.stops.found();
    }

    /** The whole text, with what was held back. */
    String finish() {
        if (!this.stops.found()) {
            show(this.stops.append(this.characters.finish()));
            show(this.stops.finish());
        }
        return this.text.toString();
    }

    private void show(String more) {
        if (!more.isEmpty()) {
            this.text.append(more);
            this.sink.text(more);
        }
    }

}
