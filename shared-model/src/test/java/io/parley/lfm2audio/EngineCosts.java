package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;

import io.parley.audio.Pcm;
import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.Lfm2AudioGraphs;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ComputeTime;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;

/**
 * Prints what a checkpoint costs as the product uses it: to load, to read a prompt, to
 * write and to speak. Not a test; {@code bench/lfm2_audio.py} runs it.
 */
final class EngineCosts {

    private static final Cancellation NEVER = Cancellation.never();

    private static final String MIMI = "tokenizer-e351c8d8-checkpoint125.safetensors";

    private static final int RUNS = 11;

    private static final int STEPS = 60;

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
     * "hold" to load the model only and keep it until standard input ends.
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
        System.out.println(recipe.id());
        long start = System.nanoTime();
        loader.load(checkpoint, runtime, "full", (_, _) -> {
        }).close();
        System.out.printf("hashed, compiled if need be, and loaded: %.1f s%n", seconds(start));
        start = System.nanoTime();
        try (Lfm2AudioModel model = loader.load(checkpoint, runtime, "full", (_, _) -> {
        })) {
            System.out.printf("loaded again: %.1f s; %s; counted %,d MiB%n", seconds(start), memory(),
                    model.residentBytes() >> 20);
            if (arguments.length > 4) {
                System.out.println("ready");
                System.in.read();
                return;
            }
            EngineCosts costs = new EngineCosts(model);
            costs.prefill();
            costs.writing();
            costs.speaking();
            costs.interleaved();
            costs.firstSound();
            costs.together();
            System.out.printf("at the end: %s%n", memory());
        }
        parts(checkpoint, store, recipe, runtime);
    }

    /**
     * What each part takes when it is loaded, after all that was loaded before is freed.
     */
    private static void parts(CheckpointDirectory checkpoint, Path store, Lfm2AudioRecipe recipe,
            InferenceRuntime runtime) throws IOException {
        Lfm2AudioGraphs graphs = new Lfm2AudioCompiler(new GraphStore(store), new SourceDigests(store))
            .compile(checkpoint, Lfm2AudioConfig.read(checkpoint.path()), recipe, (_, _) -> {
            }, NEVER);
        List<Graph> loaded = new ArrayList<>();
        for (Path file : new LinkedHashSet<>(List.of(graphs.encoder(), graphs.prompt(), graphs.step(),
                graphs.textHead(), graphs.depthformer(), Objects.requireNonNull(graphs.codec()).file()))) {
            long before = resident();
            long start = System.nanoTime();
            loaded.add(runtime.load(file));
            System.out.printf("%s: %,d MiB, loaded in %.1f s%n", file.getParent().getFileName(),
                    resident() - before >> 10, seconds(start));
        }
        loaded.forEach(Graph::close);
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.startsWith("RssAnon"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
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
        List<Double> times = new ArrayList<>();
        double java = ComputeTime.shareOutsideOfRuns(() -> this.model.generate(question(),
                GenerationOptions.greedy(GenerationMode.SEQUENTIAL, STEPS), new Stopwatch(times), NEVER));
        System.out.printf("text: %.1f ms a token, %.1f tokens/s; %.1f %% of the time outside of runs%n",
                1e3 * median(times), 1 / median(times), 100 * java);
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

    private void interleaved() {
        double java = ComputeTime.shareOutsideOfRuns(() -> speak(question(), INTERLEAVED_ITEMS));
        System.out.printf("interleaved: %.1f %% of the time outside of runs%n", 100 * java);
        for (int i = 0; i < 3; i++) {
            Speech speech = speak(question(), INTERLEAVED_ITEMS);
            System.out.printf("interleaved, text and codec included: real-time factor %.2f (%d items, %d frames)%n",
                    speech.seconds() / (FRAME_SECONDS * speech.frames()), speech.items(), speech.frames());
        }
    }

    private void firstSound() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            times.add(speak(question(), FIRST_ITEMS).first());
        }
        System.out.printf("first sound of an answer to 4 s of speech: %.2f s%n", median(times));
    }

    /** A second caller comes while a first is answered. */
    private void together() throws InterruptedException {
        Speech alone = speak(question(), INTERLEAVED_ITEMS);
        List<Speech> answers = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            callers.add(Thread.ofPlatform().start(() -> {
                Speech speech = speak(question(), INTERLEAVED_ITEMS);
                synchronized (answers) {
                    answers.add(speech);
                }
            }));
            Thread.sleep(1000);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        double seconds = seconds(start);
        System.out.printf("one caller: %.1f items/s; two: %.1f items/s, first sounds after %s s, answers after %s s%n",
                alone.items() / alone.seconds(), answers.stream().mapToInt(Speech::items).sum() / seconds,
                answers.stream().map((speech) -> "%.2f".formatted(speech.first())).toList(),
                answers.stream().map((speech) -> "%.1f".formatted(speech.total())).toList());
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
        return new Speech(counts[0], counts[1], first[0], seconds(begun[0]), seconds(start));
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

    private static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.startsWith("VmHWM") || line.startsWith("RssAnon") || line.startsWith("RssFile"))
            .map((line) -> line.replaceAll("\\s+", " "))
            .toList()
            .toString();
    }

    /**
     * One spoken answer: its items, its frames, and times from the question and from the
     * first item on.
     */
    private record Speech(int items, int frames, double first, double seconds, double total) {
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
