package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.TextHeadGraph;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.pool.Tensor;
import io.parley.speech.SpeechException;

/**
 * What one caller's generation works on: the sequence so far, and the heads that decide
 * on its last hidden state. Allocated once and used by one caller after another. Not
 * thread-safe.
 */
final class GenerationState implements AutoCloseable {

    /** All that is to be closed. */
    private final ModelParts owned = new ModelParts();

    private final List<Tensor> tensors = new ArrayList<>();

    private final BackboneState backbone;

    private final PrefixedSequence sequence;

    private final Binding textHead;

    private final Binding depthformer;

    private final InputEmbeddings embeddings;

    private final AudioEncoder encoder;

    private final Tensor scores;

    private final Tensor temperature;

    private final Tensor topK;

    private final Tensor noise;

    private final Tensor codes;

    private final FloatBuffer row;

    /**
     * A state.
     * @param allowance asked before it grows
     */
    GenerationState(InferenceRuntime runtime, Lfm2AudioParts parts, MemoryAllowance allowance) {
        Lfm2AudioConfig config = parts.config();
        this.embeddings = parts.embeddings();
        this.encoder = parts.encoder();
        this.row = FloatBuffer.allocate(config.backbone().width());
        try {
            this.backbone = this.owned
                .add(new BackboneState(runtime, parts.backbone(), config.backbone(), allowance, runtime::floats));
            this.sequence = new PrefixedSequence(this.backbone, parts.prefixes(), parts.metrics(), allowance);
            this.scores = keep(runtime.floats(1, config.backbone().vocabulary()));
            this.temperature = keep(runtime.floats(1));
            this.topK = keep(runtime.longs(1));
            this.noise = keep(runtime.floats(config.codebooks(), Lfm2AudioConfig.CODES));
            this.codes = keep(runtime.longs(config.codebooks()));
            this.textHead = this.owned.add(parts.textHead().bind());
            this.depthformer = this.owned.add(parts.depthformer().bind());
        }
        catch (Throwable ex) {
            this.owned.close();
            throw ex;
        }
        this.textHead.input("hidden", this.backbone.hidden()).output(TextHeadGraph.LOG_PROBABILITIES, this.scores);
        this.depthformer.input("hidden", this.backbone.hidden())
            .input("temperature", this.temperature)
            .input("top_k", this.topK)
            .input("noise", this.noise)
            .output("codes", this.codes);
    }

    private Tensor keep(Tensor tensor) {
        this.tensors.add(this.owned.add(tensor));
        return tensor;
    }

    long bytes() {
        return this.backbone.bytes() + this.tensors.stream().mapToLong(Tensor::bytes).sum();
    }

    /** How many more positions fit. */
    int room() {
        return this.backbone.room();
    }

    /** Makes ready for another caller. */
    void reset() {
        this.backbone.shrink();
    }

    /** Where the sequence is, to come back to later. */
    BackboneState.Mark mark() {
        return this.backbone.mark();
    }

    /** Forgets what was appended after a mark. */
    void rewind(BackboneState.Mark mark) {
        this.backbone.rewind(mark);
        this.sequence.forget();
    }

    /**
     * Begins with a prompt.
     * @throws SpeechException.ContextExceeded if it is longer than the context
     * @throws io.parley.audio.AudioException if a sound in it is too short or too long
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void begin(Conversation prompt, Cancellation cancellation) {
        this.backbone.restart();
        if (prompt.positions() > this.backbone.limit()) {
            throw new SpeechException.ContextExceeded(prompt.positions(), this.backbone.limit());
        }
        this.sequence.begin(prompt, new PromptFeeder(this.backbone, this.embeddings, this.encoder), cancellation);
    }

    /** Keeps what the sequence has come to for a further turn, if there may be one. */
    void keep() {
        this.sequence.keep();
    }

    /**
     * How likely each token of the vocabulary is to come next.
     * @return natural logarithms, until the next call
     */
    FloatBuffer textScores(Cancellation cancellation) {
        this.textHead.run(cancellation);
        return this.scores.floats();
    }

    /**
     * Chooses the audio frame that comes next.
     * @return codes as they are chosen
     */
    int[] frame(TokenSampler sampler, Cancellation cancellation) {
        Sampling sampling = sampler.sampling();
        boolean greedy = sampling.greedy();
        this.temperature.floats().put(0, greedy ? 1 : sampling.temperature());
        int most = Lfm2AudioConfig.CODES;
        this.topK.longs().put(0, greedy ? 1 : (sampling.topK() == 0) ? most : Math.min(most, sampling.topK()));
        float[] draws = new float[this.noise.floats().capacity()];
        sampler.noise(draws);
        this.noise.floats().put(0, draws);
        this.depthformer.run(cancellation);
        int[] frame = new int[this.codes.longs().capacity()];
        for (int k = 0; k < frame.length; k++) {
            frame[k] = Math.toIntExact(this.codes.longs().get(k));
        }
        return frame;
    }

    /** Appends a text token. */
    void appendText(int id, Cancellation cancellation) {
        this.embeddings.text(id, this.row.clear());
        this.backbone.append(this.row.flip(), cancellation);
        this.sequence.appended(new PromptPiece.Text(new int[] { id }));
    }

    /** Appends an audio frame. */
    void appendFrame(int[] frame, Cancellation cancellation) {
        this.embeddings.frame(frame, this.row.clear());
        this.backbone.append(this.row.flip(), cancellation);
        this.sequence.appended(new PromptPiece.Frame(frame));
    }

    @Override
    public void close() {
        this.owned.close();
    }

}
