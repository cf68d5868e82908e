package io.parley.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.testing.SharedData;

/** The shared data's recordings, decoded. */
final class SharedClips implements AutoCloseable {

    private static final AudioLimits LIMITS = new AudioLimits(1 << 28, Duration.ofHours(2));

    private final ProcessAudioDecoder decoder = ProcessAudioDecoder
        .start(DecoderSettings.defaults(Path.of("target/natives")));

    /** A file's samples at 16 kHz. */
    float[] samples(String file) {
        Path path = SharedData.path(file);
        try (InputStream encoded = Files.newInputStream(path);
                PcmSource source = this.decoder.decode(encoded, 16_000, LIMITS)) {
            float[] samples = new float[1 << 21];
            int length = 0;
            for (int count = 0; count >= 0; count = source.read(samples, length, samples.length - length)) {
                length += count;
                if (length == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * length);
                }
            }
            return Arrays.copyOf(samples, length);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.decoder.close();
    }

}
