package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.concurrent.Cancellation;

/**
 * The steps that both ways of generating are made of: choose, yield, and feed what was
 * yielded before the next choice. Not thread-safe.
 */
final class GenerationSteps {

    private final GenerationState state;

    private final GenerationSink sink;

    private final Cancellation cancellation;

    private final TokenSampler text;

    private final TokenSampler audio;

    private final int maxItems;

    private @Nullable GeneratedItem last;

    private int items;

    GenerationSteps(GenerationState state, GenerationOptions options, GenerationSink sink, Cancellation cancellation) {
        this.state = state;
        this.sink = sink;
        this.cancellation = cancellation;
        RandomGenerator random = new SplittableRandom(options.seed());
        this.text = new TokenSampler(options.text(), random);
        this.audio = new TokenSampler(options.audio(), random);
        this.maxItems = options.maxItems();
    }

    /**
     * Feeds what was yielded last.
     * @return why there is no further step, or null if there is one
     */
    @Nullable FinishReason advance() {
        this.cancellation.check();
        if (this.items == this.maxItems) {
            return FinishReason.MAX_ITEMS;
        }
        if (this.last != null) {
            if (this.state.room() == 0) {
                return FinishReason.CONTEXT_FULL;
            }
            switch (this.last) {
                case GeneratedItem.TextToken token -> this.state.appendText(token.id(), this.cancellation);
                case GeneratedItem.AudioFrame frame -> this.state.appendFrame(frame.codes(), this.cancellation);
            }
        }
        return null;
    }

    /** Chooses a text token, which is not yielded yet. */
    GeneratedItem.TextToken chooseText() {
        FloatBuffer scores = this.state.textScores(this.cancellation);
        int id = this.text.choose(scores);
        return new GeneratedItem.TextToken(id, scores.get(id));
    }

    /**
     * Chooses and yields an audio frame.
     * @return whether it ended the audio
     */
    boolean audio() {
        int[] codes = this.state.frame(this.audio, this.cancellation);
        boolean end = codes[0] == Lfm2AudioConfig.END_OF_AUDIO;
        if (end) {
            Arrays.fill(codes, Lfm2AudioConfig.END_OF_AUDIO);
        }
        yieldItem(new GeneratedItem.AudioFrame(codes));
        return end;
    }

    /** Yields what was just chosen. */
    void yieldItem(GeneratedItem item) {
        this.items++;
        this.last = item;
        this.sink.accept(item);
    }

}
