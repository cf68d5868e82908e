package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.Architecture;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.weights.Checkpoint;

/**
 * Whisper, from a checkpoint in CTranslate2's naming: {@value #ENCODER} and
 * {@value #DECODER}.
 */
public final class WhisperArchitecture implements Architecture {

    /** The encoder's file; {@link WhisperEncoderGraph} has its inputs and outputs. */
    static final String ENCODER = "encoder.onnx";

    /** The decoder's file; {@link WhisperDecoderGraph} has its inputs and outputs. */
    static final String DECODER = "decoder.onnx";

    @Override
    public String name() {
        return "whisper";
    }

    @Override
    public int version() {
        return 4;
    }

    /**
     * A model's dimensions.
     * @throws io.parley.weights.WeightsException if the checkpoint is no Whisper model
     */
    public WhisperDimensions dimensions(Checkpoint checkpoint) {
        return new CTranslate2WhisperWeights(checkpoint).dimensions();
    }

    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        WhisperWeights weights = new CTranslate2WhisperWeights(checkpoint);
        WhisperRecipe recipe = WhisperRecipe.of(precision);
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(ENCODER), observer)) {
            new WhisperEncoderGraph(weights, recipe, graph).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(DECODER), observer)) {
            new WhisperDecoderGraph(weights, recipe, graph).write();
            graph.finish();
        }
    }

}
