package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import io.parley.compile.Architecture;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightsException;

/**
 * The part of Whisper's decoder that places words in time, as {@value #ALIGNER}. Apart
 * from the other graphs because it depends on more than the weights: on the heads, which
 * stand beside them.
 */
final class WhisperAlignerArchitecture implements Architecture {

    /** The file; {@link WhisperAlignerGraph} has its inputs and outputs. */
    static final String ALIGNER = "aligner.onnx";

    private final List<AlignmentHead> heads;

    WhisperAlignerArchitecture(List<AlignmentHead> heads) {
        this.heads = heads;
    }

    @Override
    public String name() {
        String list = this.heads.stream()
            .map((head) -> head.layer() + "." + head.head())
            .collect(Collectors.joining(","));
        // fit for a file name however many heads there are
        return "whisper-aligner-%08x".formatted(list.hashCode());
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        WhisperWeights weights = new CTranslate2WhisperWeights(checkpoint);
        WhisperDimensions dimensions = weights.dimensions();
        for (AlignmentHead head : this.heads) {
            if (head.layer() < 0 || head.layer() >= dimensions.decoderLayers() || head.head() < 0
                    || head.head() >= dimensions.heads()) {
                throw new WeightsException(checkpoint.file(), null,
                        "has no head " + head.head() + " in decoder layer " + head.layer());
            }
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(ALIGNER), observer)) {
            new WhisperAlignerGraph(weights, WhisperRecipe.of(precision), graph, this.heads).write();
            graph.finish();
        }
    }

}
