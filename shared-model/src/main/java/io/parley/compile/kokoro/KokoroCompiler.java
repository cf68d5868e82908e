package io.parley.compile.kokoro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.Axis;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.ConvolutionRewriter;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.GraphValue;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.RewrittenGraph;
import io.parley.concurrent.Cancellation;
import io.parley.weights.DataType;

/**
 * Turns Kokoro's published graph into two, once. In two, because between them it is known
 * which frames are silent, and those need no vocoder. With other convolutions, because
 * ONNX Runtime's over integers takes more than twice the time of one in float32 (measured
 * with 1.28; 1.32 has a faster one, as fast as that): the vocoder's as products of
 * integers, the few small others in float32.
 */
public final class KokoroCompiler {

    private static final String ARCHITECTURE = "kokoro";

    /** Raised with every change of the graphs. */
    private static final int VERSION = 5;

    private static final String PROSODY = "prosody.onnx";

    private static final String VOCODER = "vocoder.onnx";

    private static final long FEATURE_SIZE = 512;

    private static final long STYLE_SIZE = 256;

    private final GraphStore store;

    public KokoroCompiler(GraphStore store) {
        this.store = store;
    }

    /**
     * The graphs, made if the store does not have them.
     * @param published the published graph's file
     * @param sourceSha256 its SHA-256, lower-case hexadecimal
     * @param cancellation ends the wait or the work
     * @throws io.parley.weights.WeightsException if the file is damaged or of another
     * model
     * @throws io.parley.compile.CompileException if the graphs cannot be kept
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public KokoroGraphs compile(Path published, String sourceSha256, Cancellation cancellation) {
        CompiledGraphs graphs = this.store.obtain(ARCHITECTURE, VERSION, sourceSha256, Precision.INT8.id(),
                (directory) -> write(published, directory, cancellation), cancellation);
        return new KokoroGraphs(graphs.directory().resolve(PROSODY), graphs.directory().resolve(VOCODER),
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

    private static void write(Path published, Path directory, Cancellation cancellation) throws IOException {
        PublishedGraph graph = PublishedGraph.read(published);
        GraphValue features = value(KokoroGraphs.FEATURES, Axis.of(FEATURE_SIZE), Axis.named("frames"));
        GraphValue pitch = value(KokoroGraphs.PITCH, Axis.of(1), Axis.named("half_frames"));
        GraphValue energy = value(KokoroGraphs.ENERGY, Axis.of(1), Axis.named("half_frames"));
        GraphValue style = new GraphValue("style", DataType.FLOAT32, List.of(Axis.of(1), Axis.of(STYLE_SIZE)));
        GraphValue tokens = new GraphValue("tokens", DataType.INT64, List.of(Axis.of(1), Axis.named("symbols")));
        GraphValue speed = new GraphValue("speed", DataType.FLOAT32, List.of(Axis.of(1)));
        GraphValue audio = new GraphValue("audio", DataType.FLOAT32, List.of(Axis.named("samples")));
        BuildObserver observer = (_, _) -> cancellation.check();
        try (GraphBuilder target = new GraphBuilder(directory.resolve(PROSODY), observer)) {
            RewrittenGraph prosody = new RewrittenGraph(graph, target);
            ConvolutionRewriter rewriter = new ConvolutionRewriter(prosody, target);
            graph.integerConvolutions()
                .forEach(
                        (convolution) -> prosody.substitute(convolution.output(), () -> rewriter.inFloat(convolution)));
            write(prosody, target, List.of(tokens, style, speed), List.of(features, pitch, energy));
        }
        try (GraphBuilder target = new GraphBuilder(directory.resolve(VOCODER), observer)) {
            RewrittenGraph vocoder = new RewrittenGraph(graph, target);
            new VocoderGraph(graph, vocoder, target).substitute();
            write(vocoder, target, List.of(features, pitch, energy, style), List.of(audio));
        }
    }

    private static void write(RewrittenGraph rewritten, GraphBuilder target, List<GraphValue> inputs,
            List<GraphValue> outputs) throws IOException {
        inputs.forEach(rewritten::input);
        for (GraphValue output : outputs) {
            target.output(rewritten.value(output.name()), output.type(), output.axes().toArray(Axis[]::new));
        }
        target.finish();
    }

    private static GraphValue value(String name, Axis... axes) {
        return new GraphValue(name, DataType.FLOAT32, List.of(Axis.of(1), axes[0], axes[1]));
    }

}
