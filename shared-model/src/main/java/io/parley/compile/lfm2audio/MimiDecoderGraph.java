package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.weights.DataType;

/**
 * Mimi's decoder, any number of frames a run.
 * <ul>
 * <li>in: {@code codes} int64 [8, frames], 0 to 2047; {@code first_key} int64 [1, 1, 2 *
 * frames, 1], the first row of the attention caches that each step sees; and what
 * {@link SlidingAttention} and {@link ConvolutionState} say</li>
 * <li>out: {@code wave} float32 [1920 * frames], 24 kHz, not clipped; and the states</li>
 * </ul>
 * Sequences lie as [1, time, channels], so that every convolution is one product.
 */
final class MimiDecoderGraph {

    private static final float EPSILON = 1e-5f;

    private final MimiWeights weights;

    private final MimiConstants constants;

    private final LinearPrecision precision;

    private final GraphBuilder graph;

    private final CausalWindows windows;

    private final boolean stages;

    /**
     * Prepares a graph.
     * @param stages whether {@code latent} [1, frames, width], {@code upsampled} and
     * {@code transformed} [1, 2 * frames, width] are outputs too
     */
    MimiDecoderGraph(MimiWeights weights, MimiConstants constants, LinearPrecision precision, GraphBuilder graph,
            boolean stages) {
        this.weights = weights;
        this.constants = constants;
        this.precision = precision;
        this.graph = graph;
        this.windows = new CausalWindows(graph);
        this.stages = stages;
    }

    /** What the graph carries from run to run. */
    static CodecStates states(MimiConstants constants) {
        List<ConvolutionState> convolutions = new ArrayList<>();
        convolutions.add(upsampling(constants));
        convolutions.add(first(constants));
        for (int stage = 0; stage < MimiConstants.RATIOS.size(); stage++) {
            convolutions.add(transposed(constants, stage));
            convolutions.add(residual(constants, stage));
        }
        convolutions.add(last(constants));
        return new CodecStates(convolutions,
                new SlidingAttention(IntStream.range(0, constants.layers()).boxed().toList(), constants.heads(),
                        constants.headWidth(), constants.context(), MimiConstants.ROTARY_THETA));
    }

    /** Adds everything. */
    void write() throws IOException {
        String latent = stage(latent(), "frames");
        String upsampled = stage(upsample(latent), "steps");
        String x = stage(transformer(upsampled), "steps");
        x = convolution("0", first(this.constants), x, this.constants.channels(0));
        for (int stage = 0; stage < MimiConstants.RATIOS.size(); stage++) {
            x = residualBlock(stage, transposed(stage, x));
        }
        x = convolution("14", last(this.constants), elu(x), 1);
        this.graph.output(add("wave", Operator.onnx("Reshape"), x, this.graph.integers(-1)), DataType.FLOAT32,
                Axis.named("samples"));
    }

    private String latent() throws IOException {
        int codebooks = MimiConstants.CODEBOOKS;
        String codes = this.graph.input("codes", DataType.INT64, Axis.of(codebooks), Axis.named("frames"));
        List<CodeVectors> vectors = IntStream.range(0, codebooks).mapToObj(this.weights::codebook).toList();
        String table = this.graph.weight("codebooks", DataType.FLOAT32,
                List.of((long) codebooks * MimiConstants.CODEBOOK_SIZE, (long) this.constants.dimension()),
                (output) -> {
                    for (CodeVectors codebook : vectors) {
                        codebook.writeTo(output);
                    }
                });
        long[] firstRows = LongStream.range(0, codebooks).map((k) -> k * MimiConstants.CODEBOOK_SIZE).toArray();
        String offsets = this.graph.add(Operator.onnx("Unsqueeze"), this.graph.integers(firstRows),
                this.graph.integers(1));
        String rows = this.graph.add(Operator.onnx("Gather"), table,
                this.graph.add(Operator.onnx("Add"), codes, offsets));
        return add("latent", Operator.onnx("ReduceSum").with("keepdims", 1), rows, this.graph.integers(0));
    }

    /** Depthwise, kernel 4, stride 2: each output takes one tap of two inputs. */
    private String upsample(String x) throws IOException {
        ConvolutionState state = upsampling(this.constants);
        int width = state.width();
        float[] kernel = this.weights.upsampling();
        float[] taps = new float[4 * width];
        for (int channel = 0; channel < width; channel++) {
            // the earlier input meets the kernel's second half
            taps[channel] = kernel[4 * channel + 2];
            taps[width + channel] = kernel[4 * channel];
            taps[2 * width + channel] = kernel[4 * channel + 3];
            taps[3 * width + channel] = kernel[4 * channel + 1];
        }
        String weight = this.graph.weight("upsample", DataType.FLOAT32, List.of(2L, 2L, (long) width),
                (output) -> output.floats(taps, 0, taps.length));
        String pairs = this.graph.add(Operator.onnx("Reshape"), this.windows.window(state, x),
                this.graph.integers(-1, 1, 2, width));
        String products = this.graph.add(Operator.onnx("Mul"), pairs, weight);
        String sums = this.graph.add(Operator.onnx("ReduceSum").with("keepdims", 0), products, this.graph.integers(2));
        return add("upsampled", Operator.onnx("Reshape"), sums, this.graph.integers(1, -1, width));
    }

    private String transformer(String x) throws IOException {
        SlidingCaches caches = new SlidingCaches(this.graph, states(this.constants).attention());
        String mask = caches.mask();
        String stream = x;
        String hidden = this.weights.norm(0, 1).apply(this.graph, "layer_0.norm1", x, EPSILON);
        for (int layer = 0; layer < this.constants.layers(); layer++) {
            String name = "layer_" + layer;
            String packed = linear(name + ".query_key_value", hidden, this.weights.queryKeyValue(layer));
            Operator attention = Operator.microsoft("GroupQueryAttention")
                .with("num_heads", this.constants.heads())
                .with("kv_num_heads", this.constants.heads())
                .with("do_rotary", 1)
                .with("rotary_interleaved", 1);
            String mixed = caches.attention(layer, attention, packed, "", "", mask);
            String block = linear(name + ".output", mixed, this.weights.attentionOutput(layer));
            Norm.Residual residual = this.weights.norm(layer, 2)
                .applyToSum(this.graph, name + ".norm2", stream, block, EPSILON);
            String inner = this.graph.add(Operator.microsoft("Gelu"),
                    linear(name + ".up", residual.normalized(), this.weights.feedForwardInput(layer)));
            block = linear(name + ".down", inner, this.weights.feedForwardOutput(layer));
            if (layer + 1 == this.constants.layers()) {
                return add("transformed", Operator.onnx("Add"), residual.sum(), block);
            }
            residual = this.weights.norm(layer + 1, 1)
                .applyToSum(this.graph, "layer_" + (layer + 1) + ".norm1", residual.sum(), block, EPSILON);
            stream = residual.sum();
            hidden = residual.normalized();
        }
        throw new IllegalStateException("no layers");
    }

    private String transposed(int stage, String x) throws IOException {
        int outputs = this.constants.channels(stage + 1);
        String number = number(stage, 0);
        ConvolutionState state = transposed(this.constants, stage);
        Projection weights = this.weights.transposedConvolution(number, outputs, state.width(),
                MimiConstants.RATIOS.get(stage));
        String blocks = linear("decoder_" + number, this.windows.window(state, elu(x)), weights);
        return this.graph.add(Operator.onnx("Reshape"), blocks, this.graph.integers(1, -1, outputs));
    }

    private String residualBlock(int stage, String x) throws IOException {
        int width = this.constants.channels(stage + 1);
        String block = number(stage, 1) + ".block.";
        String inner = convolution(block + "1", residual(this.constants, stage), elu(x), width / 2);
        String outer = linear("decoder_" + block + "3", elu(inner),
                this.weights.convolution(block + "3", width, width / 2, 1));
        return this.graph.add(Operator.onnx("Add"), x, outer);
    }

    private String convolution(String number, ConvolutionState state, String x, int outputs) throws IOException {
        return linear("decoder_" + number, this.windows.window(state, x),
                this.weights.convolution(number, outputs, state.width(), state.steps() + 1));
    }

    private String elu(String x) {
        return this.graph.add(Operator.onnx("Elu"), x);
    }

    private String linear(String name, String x, Projection layer) throws IOException {
        return this.precision.apply(this.graph, name, x, layer);
    }

    private String add(String name, Operator operator, String... inputs) {
        this.graph.add(operator, List.of(inputs), List.of(name));
        return name;
    }

    private String stage(String name, String length) {
        if (this.stages) {
            this.graph.output(name, DataType.FLOAT32, Axis.of(1), Axis.named(length),
                    Axis.of(this.constants.dimension()));
        }
        return name;
    }

    private static ConvolutionState upsampling(MimiConstants constants) {
        return new ConvolutionState("upsample", 1, constants.dimension());
    }

    private static ConvolutionState first(MimiConstants constants) {
        return new ConvolutionState("decoder_0", MimiConstants.FIRST_KERNEL - 1, constants.dimension());
    }

    private static ConvolutionState transposed(MimiConstants constants, int stage) {
        return new ConvolutionState("decoder_" + number(stage, 0), 1, constants.channels(stage));
    }

    private static ConvolutionState residual(MimiConstants constants, int stage) {
        return new ConvolutionState("decoder_" + number(stage, 1), MimiConstants.RESIDUAL_KERNEL - 1,
                constants.channels(stage + 1));
    }

    private static ConvolutionState last(MimiConstants constants) {
        return new ConvolutionState("decoder_14", MimiConstants.LAST_KERNEL - 1, constants.filters());
    }

    /** A module's number: a stage is ELU, transposed convolution, residual block. */
    private static String number(int stage, int module) {
        return String.valueOf(2 + 3 * stage + module);
    }

}
