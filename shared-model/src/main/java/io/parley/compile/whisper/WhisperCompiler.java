package io.parley.compile.whisper;

import java.nio.file.Path;
import java.util.List;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.concurrent.Cancellation;
import io.parley.weights.CTranslate2Checkpoint;
import io.parley.weights.Checkpoint;

/**
 * Turns a directory with Whisper's {@code model.bin} into graphs, once.
 */
public final class WhisperCompiler {

    private static final String CHECKPOINT = "model.bin";

    private final GraphStore store;

    private final WhisperArchitecture architecture = new WhisperArchitecture();

    public WhisperCompiler(GraphStore store) {
        this.store = store;
    }

    /**
     * The model's graphs, compiled if the store does not have them.
     * @param modelDirectory holds {@code model.bin}
     * @param sourceSha256 the SHA-256 of {@code model.bin}, lower-case hexadecimal
     * @param precision in which numbers
     * @param observer told how a build goes on
     * @param cancellation ends the wait or the build
     * @throws io.parley.weights.WeightsException if {@code model.bin} is missing, damaged
     * or no Whisper model
     * @throws io.parley.compile.CompileException if the graphs cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public WhisperGraphs compile(Path modelDirectory, String sourceSha256, Precision precision, BuildObserver observer,
            Cancellation cancellation) {
        Path file = modelDirectory.resolve(CHECKPOINT);
        WhisperDimensions dimensions;
        try (Checkpoint checkpoint = CTranslate2Checkpoint.open(file)) {
            dimensions = this.architecture.dimensions(checkpoint);
        }
        CompiledGraphs graphs = this.store.obtain(this.architecture, sourceSha256,
                () -> CTranslate2Checkpoint.open(file), precision, observer, cancellation);
        return new WhisperGraphs(graphs.directory().resolve(WhisperArchitecture.ENCODER),
                graphs.directory().resolve(WhisperArchitecture.DECODER), dimensions,
                WhisperRecipe.of(precision).crossTensors(dimensions), graphs.bytes());
    }

    /**
     * The graph that shows which frames each token listens to, compiled if the store does
     * not have it.
     * @param modelDirectory holds {@code model.bin}
     * @param sourceSha256 the SHA-256 of {@code model.bin}, lower-case hexadecimal
     * @param precision in which numbers
     * @param heads those that follow the words; empty for all heads of the upper half of
     * the layers
     * @param observer told how a build goes on
     * @param cancellation ends the wait or the build
     * @throws io.parley.weights.WeightsException if {@code model.bin} is missing, damaged
     * or no Whisper model, or has no such head
     * @throws io.parley.compile.CompileException if the graph cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public WhisperAligner compileAligner(Path modelDirectory, String sourceSha256, Precision precision,
            List<AlignmentHead> heads, BuildObserver observer, Cancellation cancellation) {
        Path file = modelDirectory.resolve(CHECKPOINT);
        WhisperDimensions dimensions;
        try (Checkpoint checkpoint = CTranslate2Checkpoint.open(file)) {
            dimensions = this.architecture.dimensions(checkpoint);
        }
        List<AlignmentHead> used = heads.isEmpty() ? AlignmentHead.upperHalf(dimensions) : heads;
        CompiledGraphs graphs = this.store.obtain(new WhisperAlignerArchitecture(used), sourceSha256,
                () -> CTranslate2Checkpoint.open(file), precision, observer, cancellation);
        return new WhisperAligner(graphs.directory().resolve(WhisperAlignerArchitecture.ALIGNER), used,
                WhisperRecipe.of(precision).crossTensorsUpTo(dimensions, AlignmentHead.lastLayer(used)),
                graphs.bytes());
    }

    /**
     * Removes what was made of a file and has been damaged since, or all of it if the
     * file itself was damaged.
     * @param sourceSha256 the SHA-256 that the file should have
     * @param sourceWasWhole whether it had
     * @return how many results were removed
     */
    public int repair(String sourceSha256, boolean sourceWasWhole) {
        return this.store.repair(sourceSha256, sourceWasWhole);
    }

}
