package io.parley.llama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

import io.parley.compile.Precision;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;

/**
 * Times a model as the product runs it, for {@code bench/peers/chat.py}. Not a test; run
 * its main method on the test class path.
 */
final class LlamaCosts {

    private LlamaCosts() {
    }

    /**
     * Takes a model, a directory for its graph, a precision and how many threads. A line
     * on standard input is how many tokens to generate and a prompt's tokens; a line of
     * output the seconds for the prompt, those for the tokens, and the tokens.
     */
    public static void main(String[] arguments) throws IOException {
        InferenceRuntime runtime = new InferenceRuntime(Integer.parseInt(arguments[3]));
        try (ModelParts parts = new ModelParts()) {
            LlamaState state = TestLlama.state(Path.of(arguments[0]), Precision.valueOf(arguments[2]),
                    Path.of(arguments[1]), runtime, parts);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int[] numbers = Arrays.stream(line.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
                time(state, numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
            }
        }
    }

    private static void time(LlamaState state, int count, int[] prompt) {
        // what the state holds of an earlier round is not to help
        state.read(new int[] { 0, 0 }, Cancellation.never());
        TokenSampler sampler = new TokenSampler(0, 1, new SplittableRandom(0));
        int[] tokens = new int[count];
        long start = System.nanoTime();
        state.read(prompt, Cancellation.never());
        long read = System.nanoTime();
        for (int i = 0; i < count; i++) {
            tokens[i] = sampler.choose(state.logits());
            state.append(tokens[i], Cancellation.never());
        }
        long end = System.nanoTime();
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%.6f %.6f", (read - start) / 1e9, (end - read) / 1e9));
        for (int token : tokens) {
            line.append(' ').append(token);
        }
        System.out.println(line);
    }

}
