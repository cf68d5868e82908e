package io.parley.compile.kokoro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.parley.compile.CompiledGraphs;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphValue;
import io.parley.compile.graph.PublishedGraph;
import io.parley.concurrent.Cancellation;
import io.parley.weights.DataType;

/**
 * Turns Kokoro's published graph into two, once. In two, because between them it is known
 * which frames are silent, and those need no vocoder. With convolutions in float32,
 * because ONNX Runtime's integer convolution takes more than twice their time (measured
 * with 1.28; 1.32 has a faster one, as fast as these).
 */
public final class KokoroCompiler {

    private static final String ARCHITECTURE = "kokoro";

    /** Raised with every change of the graphs. */
    private static final int VERSION = 1;

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
     * Removes what was made of a graph and has been damaged since.
     * @param sourceSha256 the published graph's SHA-256
     * @return how many results were removed
     */
    public int verify(String sourceSha256) {
        return this.store.verify(sourceSha256);
    }

    private static void write(Path published, Path directory, Cancellation cancellation) throws IOException {
        PublishedGraph graph = PublishedGraph.read(published).withFloatConvolutions();
        GraphValue features = value(KokoroGraphs.FEATURES, Axis.of(FEATURE_SIZE), Axis.named("frames"));
        GraphValue pitch = value(KokoroGraphs.PITCH, Axis.of(1), Axis.named("half_frames"));
        GraphValue energy = value(KokoroGraphs.ENERGY, Axis.of(1), Axis.named("half_frames"));
        GraphValue style = new GraphValue("style", DataType.FLOAT32, List.of(Axis.of(1), Axis.of(STYLE_SIZE)));
        GraphValue tokens = new GraphValue("tokens", DataType.INT64, List.of(Axis.of(1), Axis.named("symbols")));
        GraphValue speed = new GraphValue("speed", DataType.FLOAT32, List.of(Axis.of(1)));
        GraphValue audio = new GraphValue("audio", DataType.FLOAT32, List.of(Axis.named("samples")));
        graph.writePart(directory.resolve(PROSODY), List.of(tokens, style, speed), List.of(features, pitch, energy),
                cancellation);
        graph.writePart(directory.resolve(VOCODER), List.of(features, pitch, energy, style), List.of(audio),
                cancellation);
    }

    private static GraphValue value(String name, Axis... axes) {
        return new GraphValue(name, DataType.FLOAT32, List.of(Axis.of(1), axes[0], axes[1]));
    }

}
