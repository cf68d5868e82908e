package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.ShapedWeights;
import io.parley.concurrent.Cancellation;
import io.parley.weights.Checkpoint;

/** Compiles the parts of one checkpoint and counts what they weigh. Not thread-safe. */
final class PartCompiler {

    /** Raised with every change of the graphs. */
    private static final int VERSION = 2;

    private final GraphStore store;

    private final CheckpointDirectory directory;

    private final Lfm2AudioConfig config;

    private final String digest;

    private final BuildObserver observer;

    private final Cancellation cancellation;

    /** By file, for two uses of one graph weigh no more than one. */
    private final Map<Path, Long> bytes = new HashMap<>();

    /**
     * A compiler.
     * @param digest of the checkpoint's sources
     */
    PartCompiler(GraphStore store, CheckpointDirectory directory, Lfm2AudioConfig config, String digest,
            BuildObserver observer, Cancellation cancellation) {
        this.store = store;
        this.directory = directory;
        this.config = config;
        this.digest = digest;
        this.observer = observer;
        this.cancellation = cancellation;
    }

    /** The file of a part's graph, written if the store does not have it. */
    Path compile(Lfm2AudioPart part, LinearPrecision precision) {
        CompiledGraphs graphs = this.store.obtain(part.architecture(), VERSION, this.digest, precision.id(),
                (target) -> write(part, precision, target.resolve(part.file())), this.cancellation);
        Path file = graphs.directory().resolve(part.file());
        this.bytes.put(file, graphs.bytes());
        return file;
    }

    private void write(Lfm2AudioPart part, LinearPrecision precision, Path file) throws IOException {
        BuildObserver cancelling = (graph, written) -> {
            this.observer.weightWritten(graph, written);
            this.cancellation.check();
        };
        try (Checkpoint checkpoint = this.directory.open(); GraphBuilder graph = new GraphBuilder(file, cancelling)) {
            part.write(graph, new ShapedWeights(checkpoint), this.config, precision);
            graph.finish();
        }
    }

    /** The size of all files so far. */
    long bytes() {
        return this.bytes.values().stream().mapToLong(Long::longValue).sum();
    }

}
