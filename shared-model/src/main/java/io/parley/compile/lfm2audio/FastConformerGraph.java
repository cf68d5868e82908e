package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;

/**
 * The audio encoder and the adapter to the language model's width, one clip a run.
 * <ul>
 * <li>in: {@value #MEL} float32 [1, frames, bands], any number of frames from 1 on</li>
 * <li>out: {@value #EMBEDDINGS} float32 [1, frames / 8 rounded up, width of the language
 * model]</li>
 * </ul>
 * Attention is over the whole clip: memory grows with the square of its length.
 */
public final class FastConformerGraph {

    /** The name of the input. */
    public static final String MEL = "mel_spectrogram";

    /** The name of the output. */
    public static final String EMBEDDINGS = "audio_embeddings";

    private static final int IMAGES = 2;

    private static final int SCORES = 6;

    private static final float EPSILON = 1e-5f;

    private static final String ADAPTER = "audio_adapter.model.";

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final EncoderConfig config;

    private final int outputs;

    private final LinearPrecision precision;

    /**
     * A graph yet to be written.
     * @param outputs width of the language model
     * @param precision of all products
     */
    public FastConformerGraph(GraphBuilder graph, ShapedWeights weights, EncoderConfig config, int outputs,
            LinearPrecision precision) {
        this.graph = graph;
        this.weights = weights;
        this.config = config;
        this.outputs = outputs;
        this.precision = precision;
    }

    /** How many embeddings come of a clip. */
    public static int embeddings(int melFrames) {
        return Math.ceilDiv(melFrames, EncoderConfig.SUBSAMPLING);
    }

    /**
     * About how much memory a run takes beside the weights, in bytes: the first
     * convolution's output before and after its successor has read it, and the scores in
     * their several shapes. Measured at the published size: 0.3 GB for 30 s of sound, 0.6
     * GB for 60 s, 1.1 GB for 120 s.
     */
    public static long workingBytes(EncoderConfig config, int melFrames) {
        long image = Math.ceilDiv(melFrames, 2) * Math.ceilDiv(config.melBands(), 2L) * config.subsamplingChannels();
        long frames = embeddings(melFrames);
        return Float.BYTES * (IMAGES * image + SCORES * config.heads() * frames * frames);
    }

    /**
     * Adds everything.
     * @throws io.parley.weights.WeightsException if a tensor is missing or misshapen
     */
    public void write() throws IOException {
        String mel = this.graph.input(MEL, DataType.FLOAT32, Axis.of(1), Axis.named("frames"),
                Axis.of(this.config.melBands()));
        String x = this.graph.addNamed("subsampled", Operator.onnx("Identity"),
                new ConvolutionalSubsampling(this.graph, this.weights, this.config).apply(mel, this.precision));
        RelativePositions positions = RelativePositions.add(this.graph, x, this.config.width());
        String table = scaled("positions.scaled", positions.table(),
                1 / Math.sqrt((double) this.config.width() / this.config.heads()));
        if (this.config.scaled()) {
            x = scaled("subsampled.scaled", x, Math.sqrt(this.config.width()));
        }
        ConformerLayer layer = new ConformerLayer(this.graph, this.weights, this.precision, this.config);
        for (int i = 0; i < this.config.layers(); i++) {
            x = layer.apply(i, x, positions, table);
        }
        adapter(x);
    }

    private String scaled(String name, String x, double factor) throws IOException {
        return this.graph.add(Operator.onnx("Mul"), x, this.graph.vector(name, new float[] { (float) factor }));
    }

    private void adapter(String x) throws IOException {
        int width = this.config.width();
        String normalized = new ConformerWeights(this.weights).norm(ADAPTER + 0, width)
            .apply(this.graph, ADAPTER + 0, x, EPSILON);
        String inner = this.precision.apply(this.graph, ADAPTER + 1, normalized,
                this.weights.biasedProjection(ADAPTER + 1, this.outputs, width));
        String open = this.graph.add(Operator.microsoft("Gelu"), inner);
        String result = this.precision.apply(this.graph, ADAPTER + 3, open,
                this.weights.biasedProjection(ADAPTER + 3, this.outputs, this.outputs));
        this.graph.addNamed(EMBEDDINGS, Operator.onnx("Identity"), result);
        this.graph.output(EMBEDDINGS, DataType.FLOAT32, Axis.of(1), Axis.named("embeddings"), Axis.of(this.outputs));
    }

}
