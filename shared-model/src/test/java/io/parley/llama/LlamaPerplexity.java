package io.parley.llama;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.compile.llama.RecipeGraphs;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.text.Tokenizer;

/**
 * Prints what quantising a model's layers costs: how large the graph is, how long a token
 * takes, and the perplexity of a text, the exponential of the mean negative logarithm of
 * each token's probability given all before it. Not a test; run its main method on the
 * test class path.
 */
final class LlamaPerplexity {

    private LlamaPerplexity() {
    }

    /** Takes a model, a text file and an empty directory for graphs. */
    public static void main(String[] arguments) throws IOException {
        LlamaCheckpoint checkpoint = LlamaCheckpoint.at(Path.of(arguments[0]));
        InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        int[] tokens;
        try (Tokenizer tokenizer = LlamaTexts.read(checkpoint).tokenizer()) {
            tokens = tokenizer.encodePlain(Files.readString(Path.of(arguments[1])).strip());
        }
        System.out.printf("%d tokens%n| layers | MB | perplexity | ms a token |%n|---|---|---|---|%n", tokens.length);
        for (Map.Entry<String, LinearPrecision> precision : RecipeGraphs.precisions().entrySet()) {
            Path graph = Path.of(arguments[2]).resolve("model.onnx");
            Path weights = Path.of(arguments[2]).resolve("model.onnx.data");
            RecipeGraphs.write(checkpoint, precision.getValue(), graph);
            long bytes = Files.size(weights);
            try (ModelParts parts = new ModelParts()) {
                measure(precision.getKey(), bytes, TestLlama.state(checkpoint, graph, runtime, parts), tokens);
            }
            Files.delete(graph);
            Files.delete(weights);
        }
    }

    private static void measure(String name, long bytes, LlamaState state, int[] tokens) {
        double surprise = 0;
        long start = System.nanoTime();
        state.read(new int[] { tokens[0] }, Cancellation.never());
        for (int i = 1; i < tokens.length; i++) {
            surprise -= logProbability(state.logits(), tokens[i]);
            state.append(tokens[i], Cancellation.never());
        }
        double millis = (System.nanoTime() - start) / 1e6 / tokens.length;
        System.out.printf("| %s | %d | %.3f | %.1f |%n", name, Math.round(bytes / 1e6),
                Math.exp(surprise / (tokens.length - 1)), millis);
    }

    private static double logProbability(FloatBuffer logits, int token) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.limit(); i++) {
            largest = Math.max(largest, logits.get(i));
        }
        double sum = 0;
        for (int i = 0; i < logits.limit(); i++) {
            sum += Math.exp(logits.get(i) - largest);
        }
        return logits.get(token) - largest - Math.log(sum);
    }

}
