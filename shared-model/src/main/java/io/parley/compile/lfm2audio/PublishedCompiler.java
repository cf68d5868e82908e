package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.ShapedWeights;
import io.parley.concurrent.Cancellation;
import io.parley.weights.Checkpoint;

/**
 * Takes the graphs of LFM2.5-Audio's published ONNX export as they are, in the precision
 * that they have, and gives them the inputs and outputs of our own, so that one engine
 * runs both. What is known to be wrong with them is repaired: the published depthformer
 * carries tables of a rotary embedding, does not apply them, and has them for the base
 * 10,000 where the model's is 1,000,000. Only the text head is made anew, from the table
 * of embeddings that it shares its weights with.
 */
final class PublishedCompiler {

    private static final Logger logger = LoggerFactory.getLogger(PublishedCompiler.class);

    private static final String ARCHITECTURE = "lfm2-audio-published";

    /** Raised with every change of the graphs. */
    private static final int VERSION = 2;

    private static final String ENCODER = "encoder.onnx";

    private static final String BACKBONE = "backbone.onnx";

    private static final String TEXT_HEAD = "text-head.onnx";

    private static final String DEPTHFORMER = "depthformer.onnx";

    private static final String DETOKENIZER = "detokenizer.onnx";

    private final GraphStore store;

    private final PublishedDirectory directory;

    private final Lfm2AudioConfig config;

    private final LinearPrecision textHead;

    /**
     * A compiler.
     * @param textHead in which numbers the text head computes
     */
    PublishedCompiler(GraphStore store, PublishedDirectory directory, Lfm2AudioConfig config,
            LinearPrecision textHead) {
        this.store = store;
        this.directory = directory;
        this.config = config;
        this.textHead = textHead;
    }

    /**
     * The graphs, made if the store does not have them.
     * @param digest of the directory's files
     * @param tables opens the embeddings
     */
    Lfm2AudioGraphs compile(String digest, Supplier<Checkpoint> tables, BuildObserver observer,
            Cancellation cancellation) {
        BuildObserver cancelling = (graph, written) -> {
            observer.weightWritten(graph, written);
            cancellation.check();
        };
        CompiledGraphs graphs = this.store.obtain(ARCHITECTURE, VERSION, digest, this.textHead.id(),
                (target) -> write(target, tables, cancelling), cancellation);
        Path made = graphs.directory();
        @Nullable CodecGraph codec = this.directory.detokenizer()
            .<CodecGraph>map((_) -> new CodecGraph.PublishedDetokenizer(made.resolve(DETOKENIZER)))
            .orElse(null);
        return new Lfm2AudioGraphs(made.resolve(ENCODER), made.resolve(BACKBONE), made.resolve(BACKBONE),
                made.resolve(TEXT_HEAD), made.resolve(DEPTHFORMER), codec, graphs.bytes());
    }

    private void write(Path target, Supplier<Checkpoint> tables, BuildObserver observer) throws IOException {
        PublishedGraph encoder = PublishedGraph.read(this.directory.encoder());
        write(target.resolve(ENCODER), observer, (graph) -> PublishedAudioGraphs.encoder(graph, encoder, this.config));
        PublishedGraph decoder = PublishedGraph.read(this.directory.decoder());
        write(target.resolve(BACKBONE), observer,
                (graph) -> new PublishedBackboneGraph(graph, decoder, this.config.backbone()).write());
        try (Checkpoint embeddings = tables.get()) {
            write(target.resolve(TEXT_HEAD), observer, (graph) -> new TextHeadGraph(graph,
                    new ShapedWeights(embeddings), this.config.backbone(), this.textHead)
                .write());
        }
        PublishedGraph depthformer = repaired(this.directory.depthformer());
        write(target.resolve(DEPTHFORMER), observer,
                (graph) -> new PublishedDepthformerGraph(graph, depthformer, this.config).write());
        Optional<Path> detokenizer = this.directory.detokenizer();
        if (detokenizer.isPresent()) {
            PublishedGraph published = PublishedGraph.read(detokenizer.get());
            write(target.resolve(DETOKENIZER), observer, (graph) -> PublishedAudioGraphs.detokenizer(graph, published));
        }
    }

    private static PublishedGraph repaired(Path file) throws IOException {
        PublishedGraph published = PublishedGraph.read(file);
        PublishedGraph repaired = published.withRotaryEmbedding(DepthformerConfig.THETA);
        if (repaired != published) {
            logger.warn("{} does not apply its rotary embedding, or with another base than the model's {}; repaired",
                    file, (long) DepthformerConfig.THETA);
        }
        return repaired;
    }

    private static void write(Path file, BuildObserver observer, Content content) throws IOException {
        try (GraphBuilder graph = new GraphBuilder(file, observer)) {
            content.write(graph);
            graph.finish();
        }
    }

    /** What a graph is made of. */
    @FunctionalInterface
    private interface Content {

        void write(GraphBuilder graph) throws IOException;

    }

}
