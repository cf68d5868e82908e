package io.parley.silero;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;
import io.parley.speech.windows.SpeechWindow;
import io.parley.speech.windows.SpeechWindowOptions;
import io.parley.speech.windows.SpeechWindows;
import io.parley.testing.SharedData;

/**
 * Prints how much speech the windows lose in bad sound, how many other sounds have a
 * window, and what listening costs. Not a test; run its main method on the test class
 * path.
 */
final class VoiceActivityMeasurements {

    private static final int RATE = TestSilero.RATE;

    private final TestSilero silero;

    private final List<float[]> speech;

    private final List<List<SpeechSpan>> spoken;

    private final List<float[]> sounds;

    private VoiceActivityMeasurements(TestSilero silero) throws IOException {
        this.silero = silero;
        this.speech = read("audio/speech");
        this.sounds = read("audio/sound");
        this.spoken = this.speech.stream().map(this::spans).toList();
    }

    /** Takes nothing; the shared data is found as in tests. */
    public static void main(String[] arguments) throws IOException {
        try (TestSilero silero = new TestSilero()) {
            VoiceActivityMeasurements measurements = new VoiceActivityMeasurements(silero);
            measurements.lost("as recorded", UnaryOperator.identity());
            measurements.lost("-30 dB, 16 bits", (sound) -> map(sound, (x) -> Math.round(x * 1036) / 32768f));
            measurements.lost("-40 dB, 16 bits", (sound) -> map(sound, (x) -> Math.round(x * 328) / 32768f));
            measurements.lost("white noise at 10 dB", (sound) -> noisy(sound, 10));
            measurements.lost("white noise at 0 dB", (sound) -> noisy(sound, 1));
            measurements.lost("8 kHz", VoiceActivityMeasurements::telephone);
            measurements.flagged();
            measurements.cost();
        }
    }

    private List<float[]> read(String folder) throws IOException {
        Path root = SharedData.path("audio").getParent();
        try (Stream<Path> all = Files.walk(SharedData.path(folder))) {
            return all.filter(Files::isRegularFile)
                .sorted()
                .map((file) -> this.silero.sound(root.relativize(file).toString()))
                .toList();
        }
    }

    private List<SpeechSpan> spans(float[] sound) {
        List<SpeechSpan> spans = new ArrayList<>();
        VoiceActivityOptions options = new VoiceActivityOptions(0.5, Duration.ZERO, Duration.ofMillis(128));
        this.silero.detector.detect(TestSilero.source(sound), options, spans::add, Cancellation.never());
        return spans;
    }

    private void lost(String name, UnaryOperator<float[]> condition) {
        long lost = 0;
        long all = 0;
        long kept = 0;
        for (int i = 0; i < this.speech.size(); i++) {
            List<SpeechWindow> windows = windows(condition.apply(this.speech.get(i)));
            kept += windows.stream().mapToLong((window) -> window.samples().length).sum();
            for (SpeechSpan span : this.spoken.get(i)) {
                long start = span.start().toMillis() * 16;
                long end = span.end().toMillis() * 16;
                all += end - start;
                lost += end - start
                        - windows.stream()
                            .mapToLong((window) -> Math.max(0,
                                    Math.min(end, window.endSample()) - Math.max(start, window.startSample())))
                            .sum();
            }
        }
        System.out.printf("%-22s %6.2f s of %.0f s of speech lost; windows hold %.0f s%n", name, (double) lost / RATE,
                (double) all / RATE, (double) kept / RATE);
    }

    private void flagged() {
        long flagged = this.sounds.stream().filter((sound) -> !windows(sound).isEmpty()).count();
        System.out.printf("%d of %d other sounds have a window%n", flagged, this.sounds.size());
    }

    private void cost() {
        time("spans, a second at a time", (sound) -> spans(sound).size());
        time("windows", (sound) -> windows(sound).size());
        time("frame by frame", (sound) -> {
            try (VoiceActivityStream stream = this.silero.detector.open(Cancellation.never())) {
                int frames = sound.length / stream.frameSamples();
                for (int i = 0; i < frames; i++) {
                    stream.next(sound, i * stream.frameSamples(), Cancellation.never());
                }
                return frames;
            }
        });
    }

    private void time(String name, Function<float[], Integer> work) {
        List<Double> factors = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            long samples = 0;
            for (float[] sound : this.speech) {
                work.apply(sound);
                samples += sound.length;
            }
            factors.add((System.nanoTime() - start) / 1e9 / (samples / (double) RATE));
        }
        System.out.printf("%s: %.6f of real time at best of %d%n", name,
                factors.stream().mapToDouble(Double::doubleValue).min().orElseThrow(), factors.size());
    }

    private List<SpeechWindow> windows(float[] sound) {
        List<SpeechWindow> found = new ArrayList<>();
        try (VoiceActivityStream activity = this.silero.detector.open(Cancellation.never())) {
            SpeechWindows windows = SpeechWindows.of(TestSilero.source(sound), activity, SpeechWindowOptions.DEFAULT);
            for (SpeechWindow window = windows.next(Cancellation.never()); window != null; window = windows
                .next(Cancellation.never())) {
                found.add(window);
            }
        }
        return found;
    }

    private static float[] map(float[] sound, UnaryOperator<Float> change) {
        float[] changed = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            changed[i] = change.apply(sound[i]);
        }
        return changed;
    }

    private static float[] noisy(float[] sound, double ratio) {
        double energy = 0;
        for (float sample : sound) {
            energy += sample * sample;
        }
        double level = Math.sqrt(energy / sound.length / ratio);
        Random random = new Random(1);
        return map(sound, (x) -> (float) (x + level * random.nextGaussian()));
    }

    /** Without what a telephone drops: a windowed sinc of 4 kHz. */
    private static float[] telephone(float[] sound) {
        int reach = 64;
        float[] low = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            double sum = 0;
            for (int j = Math.max(-reach, i - sound.length + 1); j <= Math.min(reach, i); j++) {
                double sinc = (j == 0) ? 0.5 : Math.sin(Math.PI * j / 2) / (Math.PI * j);
                sum += sound[i - j] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * j / (reach + 1)));
            }
            low[i] = (float) sum;
        }
        return low;
    }

}
