package io.parley.audio.decoder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;

/** Decoders for tests, and what reads all of their sound. */
final class Decoders {

    static final AudioLimits WIDE = new AudioLimits(100 << 20, Duration.ofMinutes(10));

    static final int RATE = 16_000;

    private Decoders() {
    }

    /** Settings with few workers, so that tests meet the edges of the pool. */
    static DecoderSettings settings(Path temporary) {
        return new DecoderSettings(Path.of("target/decoder-natives"), temporary, 3, 64, Duration.ofSeconds(60),
                Duration.ofSeconds(20), 250, Duration.ofMinutes(4));
    }

    static float[] decode(AudioDecoder decoder, Path file) {
        try {
            return decode(decoder, Files.readAllBytes(file), WIDE);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static float[] decode(AudioDecoder decoder, byte[] file) {
        return decode(decoder, file, WIDE);
    }

    static float[] decode(AudioDecoder decoder, byte[] file, AudioLimits limits) {
        try (PcmSource source = decoder.decode(new ByteArrayInputStream(file), RATE, limits)) {
            return readAll(source);
        }
    }

    static float[] readAll(PcmSource source) {
        float[] samples = new float[1 << 18];
        int size = 0;
        int count = source.read(samples, 0, samples.length);
        while (count >= 0) {
            size += count;
            if (size == samples.length) {
                samples = Arrays.copyOf(samples, 2 * size);
            }
            count = source.read(samples, size, samples.length - size);
        }
        return Arrays.copyOf(samples, size);
    }

    /** Best correlation of two sounds over small shifts of one against the other. */
    static double correlation(float[] a, float[] b, int maxShift) {
        double best = -1;
        for (int shift = -maxShift; shift <= maxShift; shift++) {
            best = Math.max(best, correlationAt(a, b, shift));
        }
        return best;
    }

    private static double correlationAt(float[] a, float[] b, int shift) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = Math.max(0, -shift); i < Math.min(a.length, b.length - shift); i++) {
            ab += a[i] * b[i + shift];
            aa += a[i] * a[i];
            bb += b[i + shift] * b[i + shift];
        }
        return ab / Math.sqrt(aa * bb);
    }

}
