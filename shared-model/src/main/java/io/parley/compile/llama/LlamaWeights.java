package io.parley.compile.llama;

import io.parley.compile.graph.Projection;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;

/**
 * The weights of a model by what they are for.
 *
 * @param checkpoint where they are
 * @param config their dimensions
 * @param names what they are called
 */
record LlamaWeights(Checkpoint checkpoint, LlamaConfig config, LlamaNames names) {

    private static final String WEIGHT = ".weight";

    /** The token table, [vocabulary, width]. */
    WeightTensor embeddings() {
        return shaped().tensor(this.names.embeddings() + WEIGHT, this.config.vocabulary(), this.config.width());
    }

    /** The output projection, which may be the token table. */
    Projection head() {
        String name = this.checkpoint.contains(this.names.head() + WEIGHT) ? this.names.head()
                : this.names.embeddings();
        return projection(name, this.config.vocabulary(), this.config.width());
    }

    float[] norm() {
        return norm(this.names.norm());
    }

    float[] attentionNorm(int layer) {
        return norm(this.names.in(layer, this.names.attentionNorm()));
    }

    float[] feedForwardNorm(int layer) {
        return norm(this.names.in(layer, this.names.feedForwardNorm()));
    }

    /** Queries, keys and values as one. */
    Projection queryKeyValue(int layer) {
        long shared = (long) this.config.keyValueHeads() * this.config.headWidth();
        return Projection.stack(projection(layer, this.names.query(), queries(), this.config.width()),
                projection(layer, this.names.key(), shared, this.config.width()),
                projection(layer, this.names.value(), shared, this.config.width()));
    }

    Projection attentionOutput(int layer) {
        return projection(layer, this.names.attentionOutput(), this.config.width(), queries());
    }

    Projection gate(int layer) {
        return projection(layer, this.names.gate(), this.config.feedForward(), this.config.width());
    }

    Projection up(int layer) {
        return projection(layer, this.names.up(), this.config.feedForward(), this.config.width());
    }

    Projection down(int layer) {
        return projection(layer, this.names.down(), this.config.width(), this.config.feedForward());
    }

    /** The rotary frequencies; some checkpoints bring factors to divide them by. */
    float[] frequencies() {
        double[] plain = this.config.rotary().frequencies(this.config.headWidth());
        float[] frequencies = new float[plain.length];
        String name = this.names.frequencyFactors() + WEIGHT;
        float[] factors = this.checkpoint.contains(name) ? shaped().vector(name, plain.length) : new float[0];
        for (int i = 0; i < plain.length; i++) {
            frequencies[i] = (float) ((factors.length > 0) ? plain[i] / factors[i] : plain[i]);
        }
        return frequencies;
    }

    private long queries() {
        return (long) this.config.heads() * this.config.headWidth();
    }

    private float[] norm(String name) {
        return shaped().vector(name + WEIGHT, this.config.width());
    }

    private Projection projection(int layer, String name, long outputs, long inputs) {
        return projection(this.names.in(layer, name), outputs, inputs);
    }

    private Projection projection(String name, long outputs, long inputs) {
        return this.checkpoint.contains(name + ".bias") ? shaped().biasedProjection(name, outputs, inputs)
                : shaped().projection(name, outputs, inputs);
    }

    private ShapedWeights shaped() {
        return new ShapedWeights(this.checkpoint);
    }

}
