package io.parley.audio.encoder;

import org.bytedeco.ffmpeg.global.avutil;

/**
 * Which of FFmpeg's encoders, and how it is to work.
 *
 * @param name the encoder's
 * @param sampleFormat one of FFmpeg's, of those that the encoder takes: float or 16 bits
 * @param bitRate in bits a second; 0 where sound is kept without loss
 * @param compressionLevel effort, on the encoder's own scale
 */
record EncoderSettings(String name, int sampleFormat, int bitRate, int compressionLevel) {

    private static final int DEFAULT_LEVEL = -1;

    /** Four bits a sample, far more than speech needs, up to what all rates have. */
    private static final int BITS_PER_SAMPLE = 4;

    private static final int MAX_BIT_RATE = 96_000;

    /** Twice of what telephony at full band uses. */
    private static final int OPUS_BIT_RATE = 48_000;

    /** Of 10; above it is time that speech does not repay. */
    private static final int OPUS_EFFORT = 5;

    static EncoderSettings mp3(int sampleRate) {
        return new EncoderSettings("libmp3lame", avutil.AV_SAMPLE_FMT_FLTP, bitRate(sampleRate), DEFAULT_LEVEL);
    }

    static EncoderSettings aac(int sampleRate) {
        return new EncoderSettings("aac", avutil.AV_SAMPLE_FMT_FLTP, bitRate(sampleRate), DEFAULT_LEVEL);
    }

    static EncoderSettings opus() {
        return new EncoderSettings("libopus", avutil.AV_SAMPLE_FMT_FLT, OPUS_BIT_RATE, OPUS_EFFORT);
    }

    static EncoderSettings flac() {
        return new EncoderSettings("flac", avutil.AV_SAMPLE_FMT_S16, 0, DEFAULT_LEVEL);
    }

    private static int bitRate(int sampleRate) {
        return Math.min(MAX_BIT_RATE, BITS_PER_SAMPLE * sampleRate);
    }

}
