package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ImportedGraph;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.weights.DataType;

/** The published graphs at both ends, between the inputs and outputs of our own. */
final class PublishedAudioGraphs {

    private PublishedAudioGraphs() {
    }

    /** The audio encoder, as {@link FastConformerGraph} has it. */
    static void encoder(GraphBuilder graph, PublishedGraph published, Lfm2AudioConfig config) throws IOException {
        String mel = graph.input(FastConformerGraph.MEL, DataType.FLOAT32, Axis.of(1), Axis.named("frames"),
                Axis.of(config.encoder().melBands()));
        ImportedGraph encoder = new ImportedGraph(published, graph);
        Map<String, String> inputs = new HashMap<>(Map.of("mel_spectrogram", mel));
        if (encoder.hasInput("mel_lengths")) {
            inputs.put("mel_lengths", graph.add(Operator.onnx("Gather").with("axis", 0),
                    graph.add(Operator.onnx("Shape"), mel), graph.integers(1)));
        }
        String embeddings = only(encoder.apply("encoder/", inputs, List.of("audio_embeddings")));
        graph.addNamed(FastConformerGraph.EMBEDDINGS, Operator.onnx("Identity"), embeddings);
        graph.output(FastConformerGraph.EMBEDDINGS, DataType.FLOAT32, Axis.of(1), Axis.named("embeddings"),
                Axis.of(config.backbone().width()));
    }

    /**
     * The detokenizer: {@code codes} int64 [8, frames] to {@code spectrum} float32 [6 *
     * frames, 1282], without any state.
     */
    static void detokenizer(GraphBuilder graph, PublishedGraph published) throws IOException {
        String codes = graph.input("codes", DataType.INT64, Axis.of(DetokenizerConfig.CODEBOOKS), Axis.named("frames"));
        String features = only(new ImportedGraph(published, graph).apply("detokenizer/",
                Map.of("audio_codes", graph.add(Operator.onnx("Unsqueeze"), codes, graph.integers(0))),
                List.of("stft_features")));
        graph.addNamed("spectrum", Operator.onnx("Reshape"), features,
                graph.integers(-1, DetokenizerConfig.COLUMN_VALUES));
        graph.output("spectrum", DataType.FLOAT32, Axis.named("columns"), Axis.of(DetokenizerConfig.COLUMN_VALUES));
    }

    private static String only(Map<String, String> results) {
        return Objects.requireNonNull(results.values().iterator().next());
    }

}
