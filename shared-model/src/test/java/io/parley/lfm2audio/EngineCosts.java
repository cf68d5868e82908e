package io.parley.lfm2audio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ComputeTime;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.OtherWork;

/**
 * Prints what a checkpoint costs as the product uses it: to load, to read a prompt, to
 * write and to speak. Not a test; {@code bench/lfm2_audio.py} runs it.
 */
final class EngineCosts {

    private static final Cancellation NEVER = Cancellation.never();

    private static final String MIMI = "tokenizer-e351c8d8-checkpoint125.safetensors";

    private static final int RUNS = 11;

    private static final int STEPS = 60;

    private static final int ROUNDS = 3;

    /** Six times six text tokens and twelve frames. */
    private static final int INTERLEAVED_ITEMS = 108;

    /** More than are generated before the first sound. */
    private static final int FIRST_ITEMS = 18;

    private static final double FRAME_SECONDS = 0.08;

    private final Lfm2AudioModel model;

    private EngineCosts(Lfm2AudioModel model) {
        this.model = model;
    }

    /**
     * Takes the checkpoint's directory, a store, a recipe and the number of threads; and
     * names of what to measure, without any all; or "hold" to load the model only and
     * keep it until standard input ends; or "parts" for what each part takes.
     */
    public static void main(String[] arguments) throws Exception {
        CheckpointDirectory checkpoint = new CheckpointDirectory(Path.of(arguments[0]));
        Path store = Path.of(arguments[1]);
        Path mimi = checkpoint.path().resolve(MIMI);
        if (!Files.exists(mimi)) {
            new FullSizeCodecs().mimi().write(mimi);
        }
        Lfm2AudioRecipe recipe = Lfm2AudioRecipe.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        // prefixes are kept off: what is measured is to be computed
        Lfm2AudioLoader loader = TinyModel.loader(store, recipe);
        InferenceRuntime runtime = new InferenceRuntime(Integer.parseInt(arguments[3]));
        List<String> wanted = List.of(arguments).subList(4, arguments.length);
        if (wanted.contains("parts")) {
            PartCosts.loading(checkpoint, store, recipe, runtime);
            return;
        }
        System.out.println(recipe.id());
        long start = System.nanoTime();
        loader.load(checkpoint, runtime, "full", (_, _) -> {
        }).close();
        System.out.printf("hashed, compiled if need be, and loaded: %.1f s%n", seconds(start));
        start = System.nanoTime();
        try (Lfm2AudioModel model = loader.load(checkpoint, runtime, "full", (_, _) -> {
        })) {
            System.out.printf("loaded again: %.1f s; %s; counted %,d MiB%n", seconds(start), PartCosts.memory(),
                    model.residentBytes() >> 20);
            if (wanted.contains("hold")) {
                System.out.println("ready");
                System.in.read();
                return;
            }
            EngineCosts costs = new EngineCosts(model);
            costs.block("prefill", wanted, costs::prefill);
            costs.block("text", wanted, costs::writing);
            costs.block("frames", wanted, costs::speaking);
            costs.block("speech", wanted, costs::speakingOn);
            costs.block("interleaved", wanted, costs::interleaved);
            costs.block("first", wanted, costs::firstSound);
            System.out.printf("at the end: %s%n", PartCosts.memory());
        }
        if (wanted.isEmpty()) {
            PartCosts.binding(runtime, Files.createTempDirectory("nothing"));
        }
    }

    private void block(String name, List<String> wanted, Runnable block) {
        if (wanted.isEmpty() || wanted.contains(name)) {
            OtherWork others = new OtherWork();
            block.run();
            System.out.printf("  (%s: %s)%n", name, others);
        }
    }

    /** 89 positions of text. */
    private void prefill() {
        Conversation prompt = this.model.newConversation();
        prompt.control("<|pad|>".repeat(89 - prompt.positions()));
        List<Double> times = new ArrayList<>();
        this.model.withState((state) -> {
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                state.begin(prompt, NEVER);
                times.add(seconds(start));
            }
            return 0;
        });
        System.out.printf("prefill of %d positions: %.0f ms%n", prompt.positions(), 1e3 * median(times));
    }

    private void writing() {
        for (Sampling sampling : new Sampling[] { Sampling.GREEDY, new Sampling(0.8f, 0) }) {
            Conversation prompt = question();
            List<Double> times = new ArrayList<>();
            // what comes before the steps is taken out by the difference of two lengths
            double[] outside = new double[2];
            double[] whole = new double[2];
            for (int round = 0; round < 2 * ROUNDS; round++) {
                int i = round % 2;
                times.clear();
                long start = System.nanoTime();
                double share = ComputeTime.shareOutsideOfRuns(
                        () -> this.model.generate(prompt, options(sampling, i), new Stopwatch(times), NEVER));
                whole[i] = seconds(start);
                outside[i] = share * whole[i];
            }
            System.out.printf("text, %s: %.1f ms a token, %.1f tokens/s; %.1f %% of a step outside of runs%n",
                    sampling.greedy() ? "the likeliest" : "drawn", 1e3 * median(times), 1 / median(times),
                    100 * (outside[1] - outside[0]) / (whole[1] - whole[0]));
        }
    }

    private static GenerationOptions options(Sampling sampling, int more) {
        return new GenerationOptions(GenerationMode.SEQUENTIAL, STEPS * (1 + 2 * more), sampling, Sampling.GREEDY, 7);
    }

    /** As after the end of the text: frames alone, each made into sound at once. */
    private void speaking() {
        List<Double> depthformer = new ArrayList<>();
        List<Double> backbone = new ArrayList<>();
        List<Double> codec = new ArrayList<>();
        TokenSampler sampler = new TokenSampler(new Sampling(1, 4), new SplittableRandom(1));
        this.model.withState((state) -> {
            state.begin(question(), NEVER);
            try (AudioCodecDecoder decoder = this.model.newDecoder()) {
                for (int i = 0; i < STEPS; i++) {
                    long start = System.nanoTime();
                    int[] codes = state.frame(sampler, NEVER);
                    depthformer.add(seconds(start));
                    start = System.nanoTime();
                    state.appendFrame(codes, NEVER);
                    backbone.add(seconds(start));
                    Arrays.setAll(codes, (k) -> Math.min(codes[k], 2047));
                    start = System.nanoTime();
                    decoder.decode(new int[][] { codes }, NEVER);
                    codec.add(seconds(start));
                }
            }
            return 0;
        });
        double frame = mean(depthformer) + mean(backbone);
        System.out.printf(
                "audio: depthformer %.1f ms, backbone %.1f ms, codec %.1f ms (medians); real-time factor %.2f, with codec %.2f (means)%n",
                1e3 * median(depthformer), 1e3 * median(backbone), 1e3 * median(codec), frame / FRAME_SECONDS,
                (frame + mean(codec)) / FRAME_SECONDS);
    }

    /** The same, decoded behind the generation as answers are. */
    private void speakingOn() {
        TokenSampler sampler = new TokenSampler(new Sampling(1, 4), new SplittableRandom(1));
        double seconds = this.model.withState((state) -> {
            state.begin(question(), NEVER);
            try (PacedSound sound = this.model.newSound(GenerationMode.SEQUENTIAL, (_) -> {
            }, NEVER)) {
                long start = System.nanoTime();
                for (int i = 0; i < STEPS; i++) {
                    int[] codes = state.frame(sampler, NEVER);
                    Arrays.setAll(codes, (k) -> Math.min(codes[k], 2047));
                    sound.accept(new GeneratedItem.AudioFrame(codes));
                    state.appendFrame(codes, NEVER);
                }
                sound.finish();
                return seconds(start);
            }
        });
        System.out.printf("audio, decoded behind the generation: real-time factor %.2f%n",
                seconds / (STEPS * FRAME_SECONDS));
    }

    private void interleaved() {
        Conversation prompt = question();
        for (int i = 0; i < ROUNDS; i++) {
            Speech[] speech = new Speech[1];
            double java = ComputeTime.shareOutsideOfRuns(() -> speech[0] = speak(prompt, INTERLEAVED_ITEMS));
            System.out.printf(
                    "interleaved, text and codec included: real-time factor %.2f (%d items, %d frames); %.1f %% of the time outside of runs%n",
                    speech[0].seconds() / (FRAME_SECONDS * speech[0].frames()), speech[0].items(), speech[0].frames(),
                    100 * java);
        }
    }

    private void firstSound() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            times.add(speak(question(), FIRST_ITEMS).first());
        }
        System.out.printf("first sound of an answer to 4 s of speech, nothing kept: %.2f s%n", median(times));
    }

    private Speech speak(Conversation prompt, int items) {
        long start = System.nanoTime();
        long[] begun = new long[1];
        double[] first = new double[1];
        int[] counts = new int[2];
        try (PacedSound sound = this.model.newSound(GenerationMode.INTERLEAVED,
                (pcm) -> first[0] = (first[0] == 0) ? seconds(start) : first[0], NEVER)) {
            this.model.generate(prompt,
                    new GenerationOptions(GenerationMode.INTERLEAVED, items, Sampling.GREEDY, new Sampling(1, 4), 7),
                    (item) -> {
                        counts[0]++;
                        begun[0] = (begun[0] == 0) ? System.nanoTime() : begun[0];
                        if (item instanceof GeneratedItem.AudioFrame frame && !frame.endOfAudio()) {
                            counts[1]++;
                        }
                        sound.accept(item);
                    }, NEVER);
            sound.finish();
        }
        return new Speech(counts[0], counts[1], first[0], seconds(begun[0]));
    }

    private Conversation question() {
        Random random = new Random(1);
        float[] sound = new float[4 * 16_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * random.nextGaussian());
        }
        return this.model.newConversation()
            .system("Respond with interleaved text and audio.")
            .begin("user")
            .sound(new Pcm(sound, 16_000))
            .end()
            .begin("assistant");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * One spoken answer: its items, its frames, and times to the first sound and from the
     * first item on.
     */
    private record Speech(int items, int frames, double first, double seconds) {
    }

    /** Times between items, the first left out. */
    private static final class Stopwatch implements GenerationSink {

        private final List<Double> times;

        private long last;

        Stopwatch(List<Double> times) {
            this.times = times;
        }

        @Override
        public void accept(GeneratedItem item) {
            if (this.last != 0) {
                this.times.add(seconds(this.last));
            }
            this.last = System.nanoTime();
        }

    }

}
