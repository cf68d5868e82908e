package io.parley.compile.silero;

import java.nio.file.Path;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.PublishedGraph;
import io.parley.concurrent.Cancellation;

/**
 * Writes Silero VAD's published graph anew, once: the same weights in products that take
 * a third of the time.
 */
public final class SileroCompiler {

    private static final String ARCHITECTURE = "silero";

    /** Raised with every change of the graph. */
    private static final int VERSION = 1;

    private static final String GRAPH = "silero.onnx";

    private final GraphStore store;

    public SileroCompiler(GraphStore store) {
        this.store = store;
    }

    /**
     * The graph, made if the store does not have it: {@code input} float32 [frames, 576]
     * (64 samples at 16,000 Hz of the frame before, then 512 of this one) and the LSTM's
     * states {@code h} and {@code c}, float32 [1, 1, 128], to {@code speech_probs}
     * float32 [frames] and the states {@code hn} and {@code cn} after them.
     * @param published the published graph's file
     * @param sourceSha256 its SHA-256, lower-case hexadecimal
     * @param cancellation ends the wait or the work
     * @throws io.parley.weights.WeightsException if the file is damaged or of another
     * model
     * @throws io.parley.compile.CompileException if the graph cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Path compile(Path published, String sourceSha256, Cancellation cancellation) {
        CompiledGraphs graphs = this.store.obtain(ARCHITECTURE, VERSION, sourceSha256, Precision.FP32.id(),
                (directory) -> {
                    try (GraphBuilder graph = new GraphBuilder(directory.resolve(GRAPH),
                            (_, _) -> cancellation.check())) {
                        new SileroGraph(PublishedGraph.read(published), graph).write();
                        graph.finish();
                    }
                }, cancellation);
        return graphs.directory().resolve(GRAPH);
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
