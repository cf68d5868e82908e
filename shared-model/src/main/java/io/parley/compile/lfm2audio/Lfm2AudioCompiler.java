package io.parley.compile.lfm2audio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.compile.Architecture;
import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.SourceDigests;
import io.parley.compile.graph.BuildObserver;
import io.parley.concurrent.Cancellation;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * Turns a checkpoint directory into graphs, once. The codec tells the generations apart:
 * LFM2-Audio comes with Mimi alone and is heard through it; LFM2.5-Audio comes with Mimi
 * and a detokenizer, and is heard through the detokenizer, Mimi being left for encoding.
 * So the detokenizer is compiled where its directory exists, and Mimi elsewhere. A
 * published ONNX export is used as it is, see {@link PublishedCompiler}.
 */
public final class Lfm2AudioCompiler {

    private final GraphStore store;

    private final SourceDigests digests;

    /**
     * A compiler.
     * @param store keeps the graphs
     * @param digests tells checkpoints apart by content
     */
    public Lfm2AudioCompiler(GraphStore store, SourceDigests digests) {
        this.store = store;
        this.digests = digests;
    }

    /**
     * The graphs of a checkpoint, compiled if the store does not have them.
     * @param directory the checkpoint
     * @param config its configuration
     * @param recipe in which numbers; a published export has its own
     * @param observer told how a build goes on
     * @param cancellation ends the wait or the build
     * @throws io.parley.weights.WeightsException if a file is missing, damaged or not of
     * this architecture
     * @throws io.parley.compile.CompileException if a file cannot be read or the graphs
     * cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Lfm2AudioGraphs compile(CheckpointDirectory directory, Lfm2AudioConfig config, Lfm2AudioRecipe recipe,
            BuildObserver observer, Cancellation cancellation) {
        // opened first: what is wrong with a checkpoint is to be said before it is read
        // whole
        directory.open().close();
        String digest = this.digests.sha256(directory.sources(), cancellation);
        Optional<PublishedDirectory> published = directory.published();
        if (published.isPresent()) {
            return new PublishedCompiler(this.store, published.get(), config, recipe.textHead()).compile(digest,
                    directory::open, observer, cancellation);
        }
        PartCompiler parts = new PartCompiler(this.store, directory, config, digest, observer, cancellation);
        Path encoder = parts.compile(Lfm2AudioPart.ENCODER, recipe.encoder());
        Path prompt = parts.compile(Lfm2AudioPart.BACKBONE, recipe.prompt());
        Path step = parts.compile(Lfm2AudioPart.BACKBONE, recipe.step());
        Path textHead = parts.compile(Lfm2AudioPart.TEXT_HEAD, recipe.textHead());
        Path depthformer = parts.compile(Lfm2AudioPart.DEPTHFORMER, recipe.depthformer());
        Optional<Path> detokenizer = directory.detokenizer();
        @Nullable Codec codec = detokenizer.map((found) -> detokenizer(found, observer, cancellation))
            .or(() -> directory.mimi().map((found) -> mimi(directory, found, observer, cancellation)))
            .orElse(null);
        return new Lfm2AudioGraphs(encoder, prompt, step, textHead, depthformer, (codec != null) ? codec.graph() : null,
                parts.bytes() + ((codec != null) ? codec.bytes() : 0));
    }

    /**
     * What the graphs of a checkpoint are kept by in the {@link GraphStore}.
     * @param directory a whole checkpoint
     * @param cancellation ends the reading
     * @throws io.parley.compile.CompileException if a file cannot be read
     */
    public List<String> digests(CheckpointDirectory directory, Cancellation cancellation) {
        List<List<Path>> sources = new ArrayList<>();
        sources.add(directory.sources());
        directory.detokenizer().map(CheckpointDirectory::detokenizerSources).ifPresent(sources::add);
        directory.mimi().map(directory::mimiSources).ifPresent(sources::add);
        return sources.stream().map((files) -> this.digests.sha256(files, cancellation)).toList();
    }

    /**
     * Reads the graphs of a checkpoint and removes those that are not as they were
     * written, for the next use to build them again.
     * @param directory a whole checkpoint
     * @param cancellation ends the reading of the checkpoint
     * @return how many were removed
     * @throws io.parley.compile.CompileException if a file cannot be read or deleted
     */
    public int verify(CheckpointDirectory directory, Cancellation cancellation) {
        return digests(directory, cancellation).stream().mapToInt(this.store::verify).sum();
    }

    private Codec detokenizer(Path directory, BuildObserver observer, Cancellation cancellation) {
        DetokenizerConfig config = DetokenizerConfig.read(directory);
        Path weights = CheckpointDirectory.detokenizerWeights(directory);
        SafetensorsCheckpoint.open(weights).close();
        CompiledGraphs graphs = obtain(new DetokenizerArchitecture(config),
                CheckpointDirectory.detokenizerSources(directory), () -> SafetensorsCheckpoint.open(weights), observer,
                cancellation);
        return new Codec(new CodecGraph.Detokenizer(graphs.directory().resolve(DetokenizerArchitecture.DETOKENIZER),
                config.states()), graphs.bytes());
    }

    private Codec mimi(CheckpointDirectory directory, Path weights, BuildObserver observer, Cancellation cancellation) {
        MimiConstants constants = MimiConstants.of(directory.path());
        SafetensorsCheckpoint.open(weights).close();
        CompiledGraphs graphs = obtain(new MimiArchitecture(constants), directory.mimiSources(weights),
                () -> SafetensorsCheckpoint.open(weights), observer, cancellation);
        return new Codec(new CodecGraph.Mimi(graphs.directory().resolve(MimiArchitecture.DECODER), constants.states()),
                graphs.bytes());
    }

    private CompiledGraphs obtain(Architecture architecture, List<Path> sources, Supplier<Checkpoint> checkpoint,
            BuildObserver observer, Cancellation cancellation) {
        return this.store.obtain(architecture, this.digests.sha256(sources, cancellation), checkpoint, Precision.FP32,
                observer, cancellation);
    }

    /** A codec and the size of its files. */
    private record Codec(CodecGraph graph, long bytes) {
    }

}
