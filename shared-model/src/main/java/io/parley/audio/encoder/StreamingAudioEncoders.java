package io.parley.audio.encoder;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.ResamplerStream;
import io.parley.audio.SincResampler;

/** Encoders for all formats. */
public final class StreamingAudioEncoders implements AudioEncoders {

    private final FfmpegLibraries libraries;

    private final Random serials = new Random();

    /**
     * Makes no encoder yet, and loads no library.
     * @param nativeCache directory into which FFmpeg's libraries are unpacked, once, and
     * found again by later starts: the decoder's
     */
    public StreamingAudioEncoders(Path nativeCache) {
        this.libraries = new FfmpegLibraries(nativeCache);
    }

    @Override
    public void warm() {
        this.libraries.load();
    }

    @Override
    public AudioEncoder open(AudioFormat format, int sampleRate, OptionalLong samples, EncodedAudioSink sink) {
        if (isFfmpegs(format)) {
            this.libraries.load();
        }
        int target = FormatRates.of(format, sampleRate);
        ResamplerStream resampler = (target != sampleRate) ? new SincResampler(sampleRate, target).stream() : null;
        StreamingAudioEncoder encoder = new StreamingAudioEncoder(sampleRate, samples, resampler,
                codec(format, target, resampled(samples, sampleRate, target)), sink);
        encoder.start();
        return encoder;
    }

    private static boolean isFfmpegs(AudioFormat format) {
        return switch (format) {
            case MP3, OPUS, AAC, FLAC -> true;
            case WAV, PCM -> false;
        };
    }

    /** As many as {@link SincResampler} makes. */
    private static OptionalLong resampled(OptionalLong samples, int sampleRate, int target) {
        return samples.isEmpty() ? samples
                : OptionalLong.of(Math.ceilDiv(Math.multiplyExact(samples.getAsLong(), target), sampleRate));
    }

    private Codec codec(AudioFormat format, int sampleRate, OptionalLong samples) {
        return switch (format) {
            case WAV -> new WavCodec(sampleRate, samples);
            case PCM -> new PcmCodec();
            case MP3 -> new Mp3Codec(sampleRate);
            case OPUS -> new OggOpusCodec(sampleRate, this.serials.nextInt());
            case AAC -> new AdtsCodec(sampleRate);
            case FLAC -> new FlacCodec(sampleRate, samples);
        };
    }

}
