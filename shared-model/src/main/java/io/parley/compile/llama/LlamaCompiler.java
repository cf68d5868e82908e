package io.parley.compile.llama;

import java.nio.file.Path;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.SourceDigests;
import io.parley.compile.graph.BuildObserver;
import io.parley.concurrent.Cancellation;

/** Turns Llama-shaped checkpoints into graphs, once. */
public final class LlamaCompiler {

    private final GraphStore store;

    private final SourceDigests digests;

    /**
     * A compiler.
     * @param store keeps the graphs
     * @param digests tells checkpoints apart by content
     */
    public LlamaCompiler(GraphStore store, SourceDigests digests) {
        this.store = store;
        this.digests = digests;
    }

    /**
     * What the graphs of a checkpoint that no catalog knows are kept by.
     * @param cancellation ends the reading
     * @return 64 lower-case hexadecimal digits
     * @throws io.parley.compile.CompileException if a file cannot be read
     */
    public String digest(LlamaCheckpoint checkpoint, Cancellation cancellation) {
        return this.digests.sha256(checkpoint.sources(), cancellation);
    }

    /**
     * The graph of a checkpoint, compiled if the store does not have it.
     * @param config the checkpoint's
     * @param sourceSha256 tells its content, as {@link #digest}
     * @param precision in which numbers
     * @param observer told how a build goes on
     * @param cancellation ends the wait or the build
     * @throws io.parley.weights.WeightsException if the checkpoint is damaged or lacks a
     * weight
     * @throws io.parley.compile.CompileException if the graph cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Compiled compile(LlamaCheckpoint checkpoint, LlamaConfig config, String sourceSha256, Precision precision,
            BuildObserver observer, Cancellation cancellation) {
        CompiledGraphs graphs = this.store.obtain(new LlamaArchitecture(config, checkpoint.names()), sourceSha256,
                checkpoint::open, precision, observer, cancellation);
        return new Compiled(graphs.directory().resolve(LlamaArchitecture.GRAPH), graphs.bytes());
    }

    /**
     * Removes what was compiled from a checkpoint and has been damaged since.
     * @param sourceSha256 tells its content
     * @return how many results were removed
     */
    public int verify(String sourceSha256) {
        return this.store.verify(sourceSha256);
    }

    /**
     * A compiled model.
     *
     * @param graph see {@link LlamaGraph}
     * @param bytes its size with its weights
     */
    public record Compiled(Path graph, long bytes) {
    }

}
