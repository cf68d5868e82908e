package io.parley.lfm2audio;

import org.jspecify.annotations.Nullable;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.generation.StreamedText;
import io.parley.speech.SpeechSink;
import io.parley.text.Tokenizer;

/**
 * Makes text and sound of what is generated, as soon as they can be read and heard, and
 * keeps their order. Not thread-safe.
 */
final class SpeechRenderer implements GenerationSink {

    private final SpeechSink sink;

    private final StreamedText text;

    private final @Nullable AudioCodecDecoder decoder;

    private final Cancellation cancellation;

    /**
     * A renderer.
     * @param decoder at the beginning of a stream, not closed here; or null to leave out
     * the sound
     */
    SpeechRenderer(Tokenizer tokenizer, @Nullable AudioCodecDecoder decoder, SpeechSink sink,
            Cancellation cancellation) {
        this.sink = sink;
        this.text = new StreamedText(tokenizer);
        this.decoder = decoder;
        this.cancellation = cancellation;
    }

    @Override
    public void accept(GeneratedItem item) {
        switch (item) {
            case GeneratedItem.TextToken token -> show(this.text.append(token.id()));
            case GeneratedItem.AudioFrame frame -> play(frame);
        }
    }

    private void play(GeneratedItem.AudioFrame frame) {
        if (this.decoder == null) {
            return;
        }
        play(frame.endOfAudio() ? this.decoder.flush()
                : this.decoder.decode(new int[][] { frame.codes() }, this.cancellation));
    }

    /** Hands over what was held back. */
    void finish() {
        show(this.text.finish());
        if (this.decoder != null) {
            play(this.decoder.flush());
        }
    }

    private void show(String words) {
        if (!words.isEmpty()) {
            this.sink.text(words);
        }
    }

    private void play(float[] samples) {
        if (samples.length > 0) {
            this.sink.sound(new Pcm(samples, AudioCodecDecoder.SAMPLE_RATE));
        }
    }

}
