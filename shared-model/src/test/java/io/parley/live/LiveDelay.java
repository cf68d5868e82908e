package io.parley.live;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.LiveTranscription;
import io.parley.speech.LiveTranscription.Hypothesis;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptionOptions;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestTranscribers;

/**
 * Plays real speech at the pace it was spoken at and tells how long after its end each
 * word is first seen and becomes final. When a word ends is taken from a peer's word
 * times, so that the model is not its own judge.
 */
final class LiveDelay {

    private static final int CHUNK = 1_600;

    private LiveDelay() {
    }

    public static void main(String[] arguments) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        PoolSettings settings = new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30));
        try (ModelPool pool = new ModelPool(runtime, settings, meters); SpeechClips clips = new SpeechClips()) {
            Transcribers transcribers = TestTranscribers.whisperBase(pool, meters);
            transcribers.named("whisper-base").prepare(Cancellation.never());
            List<Double> seen = new ArrayList<>();
            List<Double> settled = new ArrayList<>();
            for (JsonNode clip : golden()) {
                List<JsonNode> words = new ArrayList<>();
                clip.get("segments").forEach((segment) -> segment.get("words").forEach(words::add));
                List<Told> told = play(clips.clip(clip.get("file").stringValue()), transcribers, meters);
                seen.addAll(delays(words, told, false));
                settled.addAll(delays(words, told, true));
            }
            System.out.printf("%d words: seen after %s, final after %s; a run takes %.2f s%n", settled.size(),
                    spread(seen), spread(settled), meters.get("parley.live.run").timer().mean(TimeUnit.SECONDS));
        }
    }

    private static List<Told> play(Pcm sound, Transcribers transcribers, SimpleMeterRegistry meters)
            throws InterruptedException {
        List<Told> told = new ArrayList<>();
        long start = System.nanoTime();
        try (LiveTranscription live = new RetranscribedSpeechFactory(transcribers, null, LiveSettings.DEFAULT, meters)
            .open("whisper-base", TranscriptionOptions.DEFAULT.withLanguage("en"),
                    (text) -> told.add(new Told((System.nanoTime() - start) / 1e9, text)))) {
            for (int at = 0; at < sound.samples().length; at += CHUNK) {
                int end = Math.min(sound.samples().length, at + CHUNK);
                // sound is there when its last sample has been spoken
                long due = start + end * 1_000_000_000L / 16_000;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                live.append(new Pcm(Arrays.copyOfRange(sound.samples(), at, end), 16_000));
            }
            live.finish();
        }
        return told;
    }

    /** Of the words that are found in the transcript, in order. */
    private static List<Double> delays(List<JsonNode> words, List<Told> told, boolean settled) {
        List<Double> delays = new ArrayList<>();
        List<String> all = keys(told.getLast().text().finalText());
        int next = 0;
        for (JsonNode word : words) {
            int at = all.subList(next, all.size()).indexOf(keys(word.get("text").stringValue()).getFirst());
            if (at >= 0 && at < 4) {
                next += at + 1;
                int place = next;
                double when = told.stream()
                    .filter((one) -> keys(
                            settled ? one.text().finalText() : one.text().finalText() + one.text().tentativeText())
                        .size() >= place)
                    .findFirst()
                    .orElseThrow()
                    .seconds();
                delays.add(when - word.get("end").doubleValue());
            }
        }
        return delays;
    }

    private static List<String> keys(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "").strip().split(" +"))
            .stream()
            .filter((word) -> !word.isEmpty())
            .toList();
    }

    private static String spread(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return "%.2f s (p90 %.2f s)".formatted(sorted[sorted.length / 2], sorted[sorted.length * 9 / 10]);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = LiveDelay.class.getResourceAsStream("/io/parley/whisper/word-times-golden.json")) {
            return new JsonMapper().readTree(in).get("clips");
        }
    }

    /**
     * A hypothesis and when it came.
     *
     * @param seconds since the sound began
     * @param text what was told
     */
    private record Told(double seconds, Hypothesis text) {
    }

}
