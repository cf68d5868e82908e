package io.parley.audio.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.Pcm;

/**
 * Measures what encoding costs: the figures of
 * docs/adr/0008-sound-is-encoded-in-process.md. Not a test; run its main method on the
 * test class path.
 */
final class EncodingCosts {

    private static final int RATE = 24_000;

    private static final int RUNS = 21;

    private EncodingCosts() {
    }

    public static void main(String[] args) throws Exception {
        Pcm speech;
        try (Encoded encoded = new Encoded()) {
            speech = encoded.speech(RATE);
        }
        AudioEncoders encoders = new StreamingAudioEncoders(Encoded.NATIVES);
        System.out.println("before: " + memory());
        long start = System.nanoTime();
        encoders.warm();
        System.out.printf("libraries loaded in %.0f ms: %s%n", (System.nanoTime() - start) / 1e6, memory());
        for (AudioFormat format : AudioFormat.values()) {
            byte[] bytes = encoders.encode(format, speech);
            double seconds = speech.samples().length / (double) RATE;
            System.out.printf("%-5s %s; %.1f kbit/s%n", format, costs(encoders, format, speech),
                    bytes.length * 8 / seconds / 1000);
        }
        System.out.println("after: " + memory());
        held(encoders, speech);
    }

    private static String costs(AudioEncoders encoders, AudioFormat format, Pcm speech) {
        double[] opened = new double[RUNS];
        double[] whole = new double[RUNS];
        long[] early = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long[] size = { 0 };
            long start = System.nanoTime();
            try (AudioEncoder encoder = encoders.open(format, RATE, (bytes) -> size[0] += bytes.length)) {
                opened[i] = (System.nanoTime() - start) / 1e6;
                // how many samples of 20 ms pieces go in before sound comes out
                long header = size[0];
                int at = 0;
                while (at < speech.samples().length) {
                    int end = Math.min(at + RATE / 50, speech.samples().length);
                    encoder.accept(new Pcm(Arrays.copyOfRange(speech.samples(), at, end), RATE));
                    at = end;
                    early[i] = (early[i] == 0 && size[0] > header) ? at : early[i];
                }
                encoder.finish();
            }
            whole[i] = (System.nanoTime() - start) / 1e6;
        }
        return "open %.2f ms, 11 s in %.1f ms, first bytes after %d ms of sound".formatted(median(opened),
                median(whole), early[0] * 1000 / RATE);
    }

    private static void held(AudioEncoders encoders, Pcm speech) {
        NativeHeap heap = new NativeHeap();
        for (AudioFormat format : AudioFormat.values()) {
            AudioEncoder[] open = new AudioEncoder[100];
            long before = heap.bytesInUse();
            for (int i = 0; i < open.length; i++) {
                open[i] = encoders.open(format, RATE, (bytes) -> {
                });
                open[i].accept(new Pcm(Arrays.copyOf(speech.samples(), RATE), RATE));
            }
            System.out.printf("%-5s holds %d KB of native memory%n", format,
                    (heap.bytesInUse() - before) / open.length / 1000);
            Arrays.stream(open).forEach(AudioEncoder::close);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.matches("(VmRSS|RssAnon|RssFile).*"))
            .map((line) -> line.replaceAll("\\s+", " "))
            .toList()
            .toString();
    }

}
