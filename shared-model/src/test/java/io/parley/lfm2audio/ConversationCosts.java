package io.parley.lfm2audio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;
import io.parley.testing.OtherWork;

/**
 * Prints how callers are answered as in the product, through the pool and with prefixes
 * kept: when the first sound comes, in later turns too, and what a second caller costs
 * the first. Not a test; {@code bench/lfm2_audio.py} runs it.
 */
final class ConversationCosts {

    private static final int QUESTIONS = 11;

    /** More than are generated before the first sound. */
    private static final int FIRST_ITEMS = 18;

    /** Six times six text tokens and twelve frames. */
    private static final int ANSWER_ITEMS = 108;

    private static final long PREFIX_BYTES = 256L << 20;

    private static final Duration LATER = Duration.ofSeconds(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final Random random = new Random(1);

    private final SpeechLanguageModel model;

    private ConversationCosts(ModelPool pool, CheckpointDirectory checkpoint, Path store, Lfm2AudioRecipe recipe) {
        Lfm2AudioLoader loader = TinyModel.loader(store, new Lfm2AudioSettings(recipe, PREFIX_BYTES), this.meters);
        this.model = new Lfm2AudioSpeechLanguageModel(pool, loader.spec("full", checkpoint));
    }

    /** Takes the checkpoint's directory, a store, a recipe and the number of threads. */
    public static void main(String[] arguments) {
        Lfm2AudioRecipe recipe = Lfm2AudioRecipe.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        InferenceRuntime runtime = new InferenceRuntime(Integer.parseInt(arguments[3]));
        PoolSettings settings = new PoolSettings(16L << 30, 3, 16, Duration.ZERO, Duration.ofSeconds(60));
        try (ModelPool pool = new ModelPool(runtime, settings, new SimpleMeterRegistry())) {
            ConversationCosts costs = new ConversationCosts(pool, new CheckpointDirectory(Path.of(arguments[0])),
                    Path.of(arguments[1]), recipe);
            costs.answer(List.of(costs.question()), FIRST_ITEMS);
            OtherWork others = new OtherWork();
            costs.firstSounds();
            costs.laterTurns();
            System.out.println("  (" + others + ")");
            others = new OtherWork();
            costs.callers();
            System.out.println("  (" + others + ")");
        }
    }

    private void firstSounds() {
        double reused = positions("reused");
        double computed = positions("computed");
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            times.add(answer(List.of(question()), FIRST_ITEMS).first());
        }
        System.out.printf(
                "first sound of an answer to 4 s of speech, instruction kept: %.2f s; %.0f positions computed, %.0f reused%n",
                median(times), (positions("computed") - computed) / QUESTIONS,
                (positions("reused") - reused) / QUESTIONS);
    }

    private void laterTurns() {
        List<SpeechMessage> turns = new ArrayList<>(List.of(question()));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            Heard heard = answer(turns, FIRST_ITEMS);
            times.add(heard.first());
            turns.add(new SpeechMessage(SpeechMessage.Role.ASSISTANT,
                    List.of(new SpeechMessage.Part.Said(heard.reply()))));
            turns.add(question());
        }
        System.out.printf("the same in turns 2 to %d of a conversation: %.2f s%n", QUESTIONS,
                median(times.subList(1, times.size())));
    }

    private void callers() {
        System.out.println("one caller: " + answer(List.of(question()), ANSWER_ITEMS));
        for (int round = 0; round < 3; round++) {
            CompletableFuture<Heard> first = caller(Duration.ZERO);
            CompletableFuture<Heard> second = caller(LATER);
            System.out.println("the first of two:  " + first.join());
            System.out.println("the second, " + LATER.toSeconds() + " s later: " + second.join());
        }
    }

    private CompletableFuture<Heard> caller(Duration after) {
        List<SpeechMessage> messages = List.of(question());
        return CompletableFuture.supplyAsync(() -> answer(messages, ANSWER_ITEMS),
                (work) -> Thread.ofPlatform().start(() -> {
                    try {
                        Thread.sleep(after);
                        work.run();
                    }
                    catch (InterruptedException ex) {
                        throw new IllegalStateException(ex);
                    }
                }));
    }

    private Heard answer(List<SpeechMessage> messages, int items) {
        Listener listener = new Listener();
        SpeechReply reply = this.model.respond(messages, new SpeechReplyOptions(true, items, 0, 7), listener,
                Cancellation.never());
        return listener.heard(reply);
    }

    /** Another one each time: 4 s of noise. */
    private SpeechMessage question() {
        float[] sound = new float[4 * 16_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * this.random.nextGaussian());
        }
        return new SpeechMessage(SpeechMessage.Role.USER,
                List.of(new SpeechMessage.Part.Sound(new Pcm(sound, 16_000))));
    }

    private double positions(String origin) {
        return this.meters.find("parley.prompt.positions")
            .tag("origin", origin)
            .counters()
            .stream()
            .mapToDouble(Counter::count)
            .sum();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    /**
     * One answer, in seconds since it was asked for.
     *
     * @param first until the first sound
     * @param whole until its end
     * @param sound how long it is heard
     * @param silence how long its listener waited for more sound after the first
     * @param reply what came
     */
    private record Heard(double first, double whole, double sound, double silence, SpeechReply reply) {

        @Override
        public String toString() {
            return "first sound after %.2f s, answer of %.1f s after %.2f s, silences within it %.2f s"
                .formatted(this.first, this.sound, this.whole, this.silence);
        }

    }

    /** Plays what comes as soon as it can be played. */
    private static final class Listener implements SpeechSink {

        private final long start = System.nanoTime();

        private double first = Double.NaN;

        private double sound;

        private double silence;

        @Override
        public void text(String words) {
            // read silently
        }

        @Override
        public void sound(Pcm pcm) {
            double now = seconds();
            if (Double.isNaN(this.first)) {
                this.first = now;
            }
            this.silence += Math.max(0, now - (this.first + this.sound + this.silence));
            this.sound += (double) pcm.samples().length / pcm.sampleRate();
        }

        Heard heard(SpeechReply reply) {
            return new Heard(this.first, seconds(), this.sound, this.silence, reply);
        }

        private double seconds() {
            return (System.nanoTime() - this.start) / 1e9;
        }

    }

}
