package io.parley.standalone.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;

/** Decodes recordings for models that hear at 16,000 Hz. */
public final class ClipAudio {

    /** The rate of what models hear, in Hz. */
    static final int SAMPLE_RATE = 16_000;

    /** A user's own files have no other bounds than those of the machine. */
    private static final AudioLimits LIMITS = new AudioLimits(Long.MAX_VALUE, Duration.ofDays(30));

    private final AudioDecoder decoder;

    public ClipAudio(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Opens a recording.
     * @throws IOException if it cannot be read
     * @throws io.parley.audio.AudioException if it is no sound
     */
    PcmSource open(Path file) throws IOException {
        InputStream encoded = new BufferedInputStream(Files.newInputStream(file));
        try {
            return new ClosingPcmSource(this.decoder.decode(encoded, SAMPLE_RATE, LIMITS), encoded);
        }
        catch (RuntimeException ex) {
            encoded.close();
            throw ex;
        }
    }

    /** Closes the file with the sound. */
    private record ClosingPcmSource(PcmSource sound, InputStream file) implements PcmSource {

        @Override
        public int sampleRate() {
            return this.sound.sampleRate();
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            return this.sound.read(buffer, offset, length);
        }

        @Override
        public void close() {
            try (this.file) {
                this.sound.close();
            }
            catch (IOException ex) {
                throw new java.io.UncheckedIOException(ex);
            }
        }

    }

}
