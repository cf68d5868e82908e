package io.parley.compile.whisper;

import java.util.Arrays;
import java.util.List;

import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.TensorRows;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;
import org.jspecify.annotations.Nullable;

/**
 * Whisper's weights under the names of CTranslate2's {@code WhisperSpec}: query, key and
 * value of self-attention are stacked in one layer, key and value of cross-attention in
 * another.
 */
final class CTranslate2WhisperWeights implements WhisperWeights {

    private static final String TOKENS = "decoder/embeddings/weight";

    private static final int FEED_FORWARD_FACTOR = 4;

    private static final int KERNEL = 3;

    private final Checkpoint checkpoint;

    private final WhisperDimensions dimensions;

    /**
     * Reads the dimensions.
     * @throws WeightsException if the checkpoint is no Whisper model
     */
    CTranslate2WhisperWeights(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        WeightTensor tokens = tensorOfRank(TOKENS, 2);
        int width = Math.toIntExact(tokens.dimension(1));
        int heads = heads("encoder", width);
        if (heads("decoder", width) != heads) {
            throw problem("decoder/num_heads", "differs from the encoder's");
        }
        this.dimensions = new WhisperDimensions(width, heads, layers("encoder"), layers("decoder"),
                Math.toIntExact(tokens.dimension(0)),
                Math.toIntExact(tensorOfRank("encoder/conv1/weight", KERNEL).dimension(1)), rows("encoder"),
                rows("decoder"));
    }

    @Override
    public WhisperDimensions dimensions() {
        return this.dimensions;
    }

    @Override
    public ConvolutionWeights convolution(int number) {
        String name = "encoder/conv" + number;
        int inputs = (number == 1) ? this.dimensions.mels() : width();
        return new ConvolutionWeights(tensor(name + "/weight", width(), inputs, KERNEL),
                vector(name + "/bias", width()));
    }

    @Override
    public Matrix audioPositions() {
        return matrix("encoder/position_encodings/encodings", this.dimensions.audioContext(), width());
    }

    @Override
    public AttentionWeights encoderAttention(int layer) {
        return selfAttention("encoder/layer_" + layer);
    }

    @Override
    public FeedForwardWeights encoderFeedForward(int layer) {
        return feedForward("encoder/layer_" + layer);
    }

    @Override
    public Norm encoderNorm() {
        return norm("encoder");
    }

    @Override
    public Matrix tokenEmbedding() {
        return matrix(TOKENS, this.dimensions.vocabulary(), width());
    }

    @Override
    public Matrix textPositions() {
        return matrix("decoder/position_encodings/encodings", this.dimensions.textContext(), width());
    }

    @Override
    public AttentionWeights decoderSelfAttention(int layer) {
        return selfAttention("decoder/layer_" + layer);
    }

    @Override
    public AttentionWeights decoderCrossAttention(int layer) {
        String name = "decoder/layer_" + layer + "/attention";
        String keyValue = name + "/linear_1";
        return new AttentionWeights(norm(name), part(name + "/linear_0", 0, 1), part(keyValue, 0, 2),
                part(keyValue, 1, 2), part(name + "/linear_2", 0, 1));
    }

    @Override
    public FeedForwardWeights decoderFeedForward(int layer) {
        return feedForward("decoder/layer_" + layer);
    }

    @Override
    public Norm decoderNorm() {
        return norm("decoder");
    }

    @Override
    public Matrix head() {
        return matrix("decoder/projection/weight", this.dimensions.vocabulary(), width());
    }

    private AttentionWeights selfAttention(String layer) {
        String name = layer + "/self_attention";
        String stacked = name + "/linear_0";
        return new AttentionWeights(norm(name), part(stacked, 0, 3), part(stacked, 1, 3), part(stacked, 2, 3),
                part(name + "/linear_1", 0, 1));
    }

    private FeedForwardWeights feedForward(String layer) {
        String name = layer + "/ffn";
        int inner = FEED_FORWARD_FACTOR * width();
        return new FeedForwardWeights(norm(name), projection(name + "/linear_0", inner, width()),
                projection(name + "/linear_1", width(), inner));
    }

    private Norm norm(String block) {
        return new Norm(vector(block + "/layer_norm/gamma", width()), vector(block + "/layer_norm/beta", width()));
    }

    private Projection projection(String name, int outputs, int inputs) {
        return new Projection(matrix(name + "/weight", outputs, inputs), vector(name + "/bias", outputs));
    }

    /** One of several stacked square layers. */
    private Projection part(String name, int index, int of) {
        WeightTensor weight = tensor(name + "/weight", (long) of * width(), width());
        float[] bias = vector(name + "/bias", of * width());
        float[] own = Arrays.copyOfRange(bias, index * width(), (index + 1) * width());
        return new Projection(new TensorRows(weight, index * width(), width()), isZero(own) ? null : own);
    }

    /** Whisper's keys have no bias; stacked with others it is stored as zeros. */
    private static boolean isZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private int width() {
        return this.dimensions.width();
    }

    private int heads(String side, int width) {
        String name = side + "/num_heads";
        WeightTensor tensor = this.checkpoint.tensor(name);
        long heads = (tensor.size() == 1 && !tensor.type().isFloat()) ? tensor.toLong() : 0;
        if (heads < 1 || width % heads != 0) {
            throw problem(name, "is no number of heads for width " + width);
        }
        return (int) heads;
    }

    private int layers(String side) {
        int layers = 0;
        while (this.checkpoint.contains(side + "/layer_" + layers + "/self_attention/linear_0/weight")) {
            layers++;
        }
        if (layers == 0) {
            throw problem(null, "has no layer of a Whisper " + side);
        }
        return layers;
    }

    private int rows(String side) {
        return Math.toIntExact(tensorOfRank(side + "/position_encodings/encodings", 2).dimension(0));
    }

    private Matrix matrix(String name, int rows, int columns) {
        return TensorRows.of(tensor(name, rows, columns));
    }

    private float[] vector(String name, int length) {
        return tensor(name, length).toFloats();
    }

    private WeightTensor tensor(String name, long... shape) {
        WeightTensor tensor = tensorOfRank(name, shape.length);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw problem(name, "has shape " + tensor.shape() + " instead of " + expected);
        }
        return tensor;
    }

    private WeightTensor tensorOfRank(String name, int rank) {
        WeightTensor tensor = this.checkpoint.tensor(name);
        if (tensor.rank() != rank) {
            throw problem(name, "has shape " + tensor.shape() + ", rank " + rank + " is expected");
        }
        if (!tensor.type().isFloat()) {
            throw problem(name, "is stored as " + tensor.type() + ": a checkpoint in floating point is needed");
        }
        return tensor;
    }

    private WeightsException problem(@Nullable String tensor, String problem) {
        return new WeightsException(this.checkpoint.file(), tensor, problem);
    }

}
