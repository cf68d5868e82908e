package io.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.parley.audio.AudioLimits;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;

/**
 * Clips of the shared data as sound at 16,000 Hz.
 */
public final class SpeechClips implements AutoCloseable {

    private static final int RATE = 16_000;

    private static final AudioLimits LIMITS = new AudioLimits(1 << 28, Duration.ofHours(2));

    private final ProcessAudioDecoder decoder = ProcessAudioDecoder
        .start(DecoderSettings.defaults(Path.of("target/natives")));

    /**
     * Decodes a clip.
     * @param file under the shared data's audio folder
     */
    public Pcm clip(String file) {
        try (InputStream encoded = Files.newInputStream(SharedData.path("audio/" + file));
                PcmSource source = this.decoder.decode(encoded, RATE, LIMITS)) {
            float[] samples = new float[1 << 20];
            int length = 0;
            for (int count = 0; count >= 0; count = source.read(samples, length, samples.length - length)) {
                length += count;
                if (length == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * length);
                }
            }
            return new Pcm(Arrays.copyOf(samples, length), RATE);
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
