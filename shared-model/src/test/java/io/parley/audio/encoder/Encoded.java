package io.parley.audio.encoder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.AudioLimits;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.testing.SharedData;

/** Encodes real speech and decodes it again, as whoever downloads it would. */
final class Encoded implements AutoCloseable {

    static final Path NATIVES = Path.of("target/natives");

    private static final AudioLimits LIMITS = new AudioLimits(1 << 28, Duration.ofHours(1));

    private final ProcessAudioDecoder decoder = ProcessAudioDecoder.start(DecoderSettings.defaults(NATIVES));

    /** Eleven seconds of speech. */
    Pcm speech(int sampleRate) {
        try {
            return decode(Files.readAllBytes(SharedData.path("audio/formats/jfk_44k1_s24.wav")), sampleRate);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Two seconds of it that stop in the midst of a word. */
    Pcm cutSpeech(int sampleRate) {
        return new Pcm(Arrays.copyOf(speech(sampleRate).samples(), 2 * sampleRate + 1234), sampleRate);
    }

    static byte[] inPieces(AudioEncoders encoders, AudioFormat format, Pcm sound, int... lengths) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioEncoder encoder = encoders.open(format, sound.sampleRate(), EncodedAudioSink.to(bytes))) {
            int at = 0;
            for (int i = 0; at < sound.samples().length; i++) {
                int end = Math.min(sound.samples().length, at + lengths[i % lengths.length]);
                encoder.accept(new Pcm(Arrays.copyOfRange(sound.samples(), at, end), sound.sampleRate()));
                at = end;
            }
            encoder.finish();
        }
        return bytes.toByteArray();
    }

    Pcm decode(AudioFormat format, byte[] bytes, int sampleRate) {
        return (format == AudioFormat.PCM) ? bare(bytes) : decode(bytes, sampleRate);
    }

    private static Pcm bare(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = buffer.getShort() / 32768f;
        }
        return new Pcm(samples, 24_000);
    }

    private Pcm decode(byte[] bytes, int sampleRate) {
        try (PcmSource source = this.decoder.decode(new ByteArrayInputStream(bytes), sampleRate, LIMITS)) {
            float[] samples = new float[1 << 18];
            int size = 0;
            for (int count = 0; count >= 0; count = source.read(samples, size, samples.length - size)) {
                size += count;
                // a source asked for no samples gives none, and never ends
                if (size == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * size);
                }
            }
            return new Pcm(Arrays.copyOf(samples, size), sampleRate);
        }
    }

    /** What 16 bits keep of a sound. */
    static float[] rounded(float[] samples) {
        float[] rounded = new float[samples.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.clamp(Math.round(samples[i] * 32768f), -32768, 32767) / 32768f;
        }
        return rounded;
    }

    /** By how many samples the second sound is later than the first, up to a bound. */
    static int delay(float[] original, float[] decoded, int bound) {
        int best = 0;
        double most = -1;
        for (int delay = 0; delay <= bound; delay++) {
            double likeness = likeness(original, decoded, delay, 0, original.length);
            if (likeness > most) {
                most = likeness;
                best = delay;
            }
        }
        return best;
    }

    /**
     * Correlation of a part of the first sound with the second, so many samples later.
     */
    static double likeness(float[] original, float[] decoded, int delay, int from, int to) {
        double ab = 0;
        double aa = 1e-20;
        double bb = 1e-20;
        for (int i = from; i < to; i++) {
            float late = (i + delay < decoded.length) ? decoded[i + delay] : 0;
            ab += original[i] * late;
            aa += original[i] * original[i];
            bb += late * late;
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Override
    public void close() {
        this.decoder.close();
    }

}
