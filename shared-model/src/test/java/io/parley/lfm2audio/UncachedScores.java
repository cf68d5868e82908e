package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.lfm2audio.FastConformerGraph;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.Lfm2BackboneGraph;
import io.parley.compile.lfm2audio.Lfm2Config;
import io.parley.compile.lfm2audio.TextHeadGraph;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.Checkpoint;

/**
 * Scores of answers by a run for each token, over the prompt and all tokens before it.
 */
final class UncachedScores implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Lfm2AudioConfig config;

    private final Checkpoint checkpoint;

    private final InputEmbeddings embeddings;

    private final Graph encoder;

    private final Graph backbone;

    private final Graph head;

    UncachedScores(InferenceRuntime runtime, Path directory) throws IOException {
        this.runtime = runtime;
        this.config = Lfm2AudioConfig.read(TinyModel.directory().path());
        this.checkpoint = TinyModel.directory().open();
        this.embeddings = new InputEmbeddings(this.checkpoint, this.config);
        ShapedWeights weights = new ShapedWeights(this.checkpoint);
        Lfm2Config layers = this.config.backbone();
        this.encoder = graph(directory.resolve("uncached-encoder.onnx"), (graph) -> new FastConformerGraph(graph,
                weights, this.config.encoder(), layers.width(), new Float32Linear())
            .write());
        this.backbone = graph(directory.resolve("uncached-backbone.onnx"),
                (graph) -> new Lfm2BackboneGraph(graph, weights, layers, new Float32Linear()).write());
        this.head = graph(directory.resolve("uncached-head.onnx"),
                (graph) -> new TextHeadGraph(graph, weights, layers, new Float32Linear()).write());
    }

    private Graph graph(Path file, GraphWriter writer) throws IOException {
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            writer.write(graph);
            graph.finish();
        }
        return this.runtime.load(file);
    }

    double score(Conversation prompt, int[] answer) {
        double sum = 0;
        for (int i = 0; i < answer.length; i++) {
            sum += logProbability(prompt, Arrays.copyOf(answer, i), answer[i]);
        }
        return sum / answer.length;
    }

    /** Of the token that follows a prompt and the beginning of an answer. */
    private double logProbability(Conversation prompt, int[] begun, int next) {
        List<Tensor> tensors = new ArrayList<>();
        int width = this.config.backbone().width();
        int length = prompt.positions() + begun.length;
        try (Binding run = this.backbone.bind(); Binding text = this.head.bind()) {
            Tensor embeds = keep(tensors, this.runtime.floats(1, length, width));
            write(prompt, begun, embeds.floats());
            for (int layer : this.config.backbone().convolutionLayers()) {
                Tensor state = keep(tensors, this.runtime.floats(1, this.config.backbone().kernel() - 1, width));
                run.input("past_conv_" + layer, state).output("present_conv_" + layer, state);
            }
            for (int layer : this.config.backbone().attentionLayers()) {
                for (String kind : List.of("k_", "v_")) {
                    Tensor cache = keep(tensors, this.runtime.floats(1, this.config.backbone().keyValueHeads(), length,
                            this.config.backbone().headWidth()));
                    run.input("past_" + kind + layer, cache).output("present_" + kind + layer, cache);
                }
            }
            Tensor last = keep(tensors, this.runtime.ints(1));
            last.ints().put(0, length - 1);
            Tensor total = keep(tensors, this.runtime.ints(1));
            total.ints().put(0, length);
            Tensor hidden = keep(tensors, this.runtime.floats(1, width));
            run.input("embeds", embeds)
                .input("seqlens_k", last)
                .input("total_len", total)
                .output("hidden", hidden)
                .run(Cancellation.never());
            Tensor logits = keep(tensors, this.runtime.floats(1, this.config.backbone().vocabulary()));
            text.input("hidden", hidden).output("logits", logits).run(Cancellation.never());
            double all = 0;
            for (int id = 0; id < logits.floats().capacity(); id++) {
                all += Math.exp(logits.floats().get(id));
            }
            return Math.log(Math.exp(logits.floats().get(next)) / all);
        }
        finally {
            tensors.forEach(Tensor::close);
        }
    }

    private void write(Conversation prompt, int[] answer, FloatBuffer target) {
        for (PromptPiece piece : prompt.pieces()) {
            switch (piece) {
                case PromptPiece.Text text -> {
                    for (int id : text.ids()) {
                        this.embeddings.text(id, target);
                    }
                }
                case PromptPiece.Frame frame -> this.embeddings.frame(frame.codes(), target);
                case PromptPiece.Clip clip -> {
                    float[] samples = clip.sound().samples();
                    try (Tensor heard = new AudioEncoder(this.runtime, this.encoder, this.config).encode(samples, 0,
                            samples.length, Cancellation.never())) {
                        target.put(heard.floats().slice(0, heard.floats().capacity()));
                    }
                }
            }
        }
        for (int id : answer) {
            this.embeddings.text(id, target);
        }
        target.rewind();
    }

    private static Tensor keep(List<Tensor> tensors, Tensor tensor) {
        tensors.add(tensor);
        return tensor;
    }

    @Override
    public void close() {
        this.encoder.close();
        this.backbone.close();
        this.head.close();
        this.checkpoint.close();
    }

    /** Adds a graph's content. */
    @FunctionalInterface
    private interface GraphWriter {

        void write(GraphBuilder graph) throws IOException;

    }

}
