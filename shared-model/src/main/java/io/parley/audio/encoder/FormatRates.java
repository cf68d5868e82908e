package io.parley.audio.encoder;

import java.util.Arrays;

import io.parley.audio.AudioFormat;

/** The sample rates that formats have. */
final class FormatRates {

    private static final int[] MP3 = { 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000 };

    private static final int[] OPUS = { 8000, 12_000, 16_000, 24_000, 48_000 };

    private static final int[] AAC = { 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000,
            88_200, 96_000 };

    /** What is above nobody hears. */
    private static final int MAX_FLAC = 48_000;

    private FormatRates() {
    }

    /**
     * The rate at which a format takes a sound: its own if the format has it, otherwise
     * the next above, which loses nothing, otherwise the highest that there is.
     * @param sampleRate of the sound, in Hz
     */
    static int of(AudioFormat format, int sampleRate) {
        return switch (format) {
            case PCM -> PcmCodec.SAMPLE_RATE;
            case WAV -> sampleRate;
            case FLAC -> Math.min(sampleRate, MAX_FLAC);
            case MP3 -> atLeast(sampleRate, MP3);
            case OPUS -> atLeast(sampleRate, OPUS);
            case AAC -> atLeast(sampleRate, AAC);
        };
    }

    private static int atLeast(int sampleRate, int[] ascending) {
        return Arrays.stream(ascending)
            .filter((rate) -> rate >= sampleRate)
            .findFirst()
            .orElse(ascending[ascending.length - 1]);
    }

}
