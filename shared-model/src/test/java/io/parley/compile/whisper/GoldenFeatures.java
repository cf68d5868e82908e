package io.parley.compile.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.parley.audio.AudioLimits;
import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.testing.SharedData;

/**
 * The log-mel spectrograms of the golden's clips: sound continued with silence to 30 s,
 * [80, 3000] row-major.
 */
final class GoldenFeatures implements AutoCloseable {

    private static final int FRAMES = 3000;

    private static final int MAX_SAMPLES = 30 * LogMelSpectrogram.SAMPLE_RATE;

    private static final AudioLimits LIMITS = new AudioLimits(1 << 24, Duration.ofSeconds(30));

    private final LogMelSpectrogram frontEnd = new LogMelSpectrogram(80);

    private final ProcessAudioDecoder decoder;

    GoldenFeatures(Path nativeCache) {
        this.decoder = ProcessAudioDecoder.start(DecoderSettings.defaults(nativeCache));
    }

    float[] of(WhisperGolden.Clip clip) throws IOException {
        try (InputStream file = Files.newInputStream(SharedData.path("audio/" + clip.file()));
                PcmSource sound = this.decoder.decode(file, LogMelSpectrogram.SAMPLE_RATE, LIMITS)) {
            float[] samples = new float[MAX_SAMPLES];
            int length = 0;
            int read = 0;
            while (read >= 0 && length < MAX_SAMPLES) {
                read = sound.read(samples, length, MAX_SAMPLES - length);
                length += Math.max(0, read);
            }
            return this.frontEnd.compute(samples, 0, length, FRAMES);
        }
    }

    @Override
    public void close() {
        this.decoder.close();
    }

}
