package io.parley.lfm2audio;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.speech.PcmSink;
import io.parley.speech.Synthesis;

/**
 * Speaks the pieces of one text one after another, each as an answer of its own to the
 * voice's prompt, and counts what comes. What the model writes beside its speech is not
 * asked for. Not thread-safe.
 */
final class SpokenPieces implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SpokenPieces.class);

    private static final Sampling AUDIO = new Sampling(0.8f, 64);

    private final Lfm2AudioModel model;

    private final PacedSound sound;

    private final Lfm2AudioVoice voice;

    private final int maxItems;

    private final PcmSink sink;

    private final Cancellation cancellation;

    private long samples;

    private boolean truncated;

    private int input;

    private int output;

    /**
     * Begins a text.
     * @param maxItems of a piece
     */
    SpokenPieces(Lfm2AudioModel model, Lfm2AudioVoice voice, int maxItems, PcmSink sink, Cancellation cancellation) {
        this.model = model;
        this.voice = voice;
        this.maxItems = maxItems;
        this.sink = sink;
        this.cancellation = cancellation;
        this.sound = model.newSound(GenerationMode.SEQUENTIAL, this::hear, cancellation);
    }

    /** Speaks the next piece. */
    void speak(String piece, long seed) {
        Conversation prompt = prompt(this.model, this.voice, piece);
        this.input += prompt.positions();
        FinishReason reason = this.model.generate(prompt,
                new GenerationOptions(GenerationMode.SEQUENTIAL, this.maxItems, Sampling.GREEDY, AUDIO, seed),
                (item) -> {
                    this.output++;
                    this.sound.accept(item);
                }, this.cancellation);
        this.sound.finish();
        if (reason != FinishReason.END_OF_TURN) {
            this.truncated = true;
            logger.warn("a text of {} characters did not come to its end within {} items", piece.length(),
                    this.maxItems);
        }
    }

    static Conversation prompt(Lfm2AudioModel model, Lfm2AudioVoice voice, String text) {
        return model.newConversation().system(voice.instruction()).begin("user").text(text).end().begin("assistant");
    }

    /** What came so far. */
    Synthesis result() {
        return new Synthesis(Duration.ofNanos(this.samples * 1_000_000_000L / AudioCodecDecoder.SAMPLE_RATE),
                this.truncated, new Synthesis.TokenUsage(this.input, this.output));
    }

    private void hear(Pcm heard) {
        this.samples += heard.samples().length;
        this.sink.accept(heard);
    }

    @Override
    public void close() {
        this.sound.close();
    }

}
