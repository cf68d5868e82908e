package io.parley.lfm2audio;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.parley.text.Tokenizer;

/**
 * Makes text and sound of what is generated: text as soon as it can be read, sound in
 * time to be heard without a gap. Not thread-safe.
 */
final class SpeechRenderer implements GenerationSink {

    private final Consumer<String> sink;

    private final StreamedText text;

    private final @Nullable PacedSound sound;

    /**
     * A renderer.
     * @param sound not closed here; or null to leave out the sound
     * @param sink takes the text
     */
    SpeechRenderer(Tokenizer tokenizer, @Nullable PacedSound sound, Consumer<String> sink) {
        this.sink = sink;
        this.text = new StreamedText(tokenizer);
        this.sound = sound;
    }

    @Override
    public void accept(GeneratedItem item) {
        if (item instanceof GeneratedItem.TextToken token) {
            show(this.text.append(token.id()));
        }
        if (this.sound != null) {
            this.sound.accept(item);
        }
    }

    /** Hands over what was held back. */
    void finish() {
        show(this.text.finish());
        if (this.sound != null) {
            this.sound.finish();
        }
    }

    private void show(String words) {
        if (!words.isEmpty()) {
            this.sink.accept(words);
        }
    }

}
