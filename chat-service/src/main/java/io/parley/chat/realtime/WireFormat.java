package io.parley.chat.realtime;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** How sound is written in events. */
enum WireFormat {

    /** 24,000 Hz, signed 16 bits, little-endian. */
    PCM("audio/pcm", 24_000, 2, null),

    /** 8,000 Hz, mu-law. */
    PCMU("audio/pcmu", 8_000, 1, G711.MU_LAW),

    /** 8,000 Hz, A-law. */
    PCMA("audio/pcma", 8_000, 1, G711.A_LAW);

    private static final float FULL_SCALE = 32_768;

    private final String wireName;

    private final int sampleRate;

    private final int sampleBytes;

    private final @Nullable G711 law;

    WireFormat(String wireName, int sampleRate, int sampleBytes, @Nullable G711 law) {
        this.wireName = wireName;
        this.sampleRate = sampleRate;
        this.sampleBytes = sampleBytes;
        this.law = law;
    }

    static Optional<WireFormat> of(String wireName) {
        return Arrays.stream(values()).filter((format) -> format.wireName.equals(wireName)).findFirst();
    }

    String wireName() {
        return this.wireName;
    }

    int sampleRate() {
        return this.sampleRate;
    }

    int sampleBytes() {
        return this.sampleBytes;
    }

    /** Amplitudes of whole samples. */
    float[] decode(byte[] bytes) {
        float[] samples = new float[bytes.length / this.sampleBytes];
        for (int i = 0; i < samples.length; i++) {
            int sample = (this.law != null) ? this.law.expand(bytes[i])
                    : (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
            samples[i] = sample / FULL_SCALE;
        }
        return samples;
    }

    /** Writes amplitudes, clipped where they are too large. */
    byte[] encode(float[] samples, int length) {
        byte[] bytes = new byte[length * this.sampleBytes];
        for (int i = 0; i < length; i++) {
            int sample = Math.clamp(Math.round(samples[i] * FULL_SCALE), Short.MIN_VALUE, Short.MAX_VALUE);
            if (this.law != null) {
                bytes[i] = (byte) this.law.compress(sample);
            }
            else {
                bytes[2 * i] = (byte) sample;
                bytes[2 * i + 1] = (byte) (sample >> 8);
            }
        }
        return bytes;
    }

}
