package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;

/**
 * Prints what a checkpoint costs as the product uses it: to compile, to load, to answer.
 * Not a test; run its main method on the test class path.
 */
final class EngineCosts {

    private EngineCosts() {
    }

    /** Takes the checkpoint's directory and a store. */
    public static void main(String[] arguments) throws IOException {
        CheckpointDirectory checkpoint = new CheckpointDirectory(Path.of(arguments[0]));
        Lfm2AudioLoader loader = TinyModel.loader(Path.of(arguments[1]));
        InferenceRuntime runtime = new InferenceRuntime(2);
        long start = System.nanoTime();
        loader.load(checkpoint, runtime, "tiny", (graph, bytes) -> {
        }).close();
        print("hashed, compiled and loaded", start);
        start = System.nanoTime();
        try (Lfm2AudioModel model = loader.load(checkpoint, runtime, "tiny", (graph, bytes) -> {
        })) {
            print("loaded again", start);
            Random random = new Random(1);
            float[] sound = new float[5 * 16_000];
            for (int i = 0; i < sound.length; i++) {
                sound[i] = (float) (0.1 * random.nextGaussian());
            }
            Conversation prompt = model.newConversation()
                .system("Respond with interleaved text and audio.")
                .begin("user")
                .sound(new Pcm(sound, 16_000))
                .end()
                .begin("assistant");
            for (int run = 0; run < 3; run++) {
                time(model, prompt);
            }
            System.out.printf("counted: %,d MiB%n", model.residentBytes() >> 20);
        }
    }

    private static void time(Lfm2AudioModel model, Conversation prompt) throws IOException {
        long start = System.nanoTime();
        long[] last = { start };
        double[] first = new double[1];
        double[] text = new double[40];
        double[] audio = new double[40];
        int[] counts = new int[2];
        model.generate(prompt, GenerationOptions.greedy(GenerationMode.INTERLEAVED, 40), (item) -> {
            long now = System.nanoTime();
            double millis = (now - last[0]) / 1e6;
            last[0] = now;
            if (first[0] == 0) {
                first[0] = millis;
            }
            else if (item instanceof GeneratedItem.TextToken) {
                text[counts[0]++] = millis;
            }
            else {
                audio[counts[1]++] = millis;
            }
        }, Cancellation.never());
        System.out.printf("%d positions: first token in %.0f ms, a token %.0f ms, a frame %.0f ms (medians); %s%n",
                prompt.positions(), first[0], median(text, counts[0]), median(audio, counts[1]), peak());
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (count > 0) ? sorted[count / 2] : 0;
    }

    private static void print(String what, long start) throws IOException {
        System.out.printf("%s in %.1f s; %s%n", what, (System.nanoTime() - start) / 1e9, peak());
    }

    private static String peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.startsWith("VmHWM") || line.startsWith("RssAnon"))
            .map((line) -> line.replaceAll("\\s+", " "))
            .toList()
            .toString();
    }

}
