package io.parley.audio.encoder;

import java.nio.file.Path;
import java.util.OptionalLong;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.SincResampler;

/** Encoders for all formats. */
public final class StreamingAudioEncoders implements AudioEncoders {

    private final Path nativeCache;

    /**
     * Makes no encoder yet, and loads no library.
     * @param nativeCache directory into which FFmpeg's libraries are unpacked, once, and
     * found again by later starts: the decoder's
     */
    public StreamingAudioEncoders(Path nativeCache) {
        this.nativeCache = nativeCache;
    }

    @Override
    public AudioEncoder open(AudioFormat format, int sampleRate, OptionalLong samples, EncodedAudioSink sink) {
        int target = (format == AudioFormat.PCM) ? PcmCodec.SAMPLE_RATE : sampleRate;
        SincResampler resampler = (target != sampleRate) ? new SincResampler(sampleRate, target) : null;
        StreamingAudioEncoder encoder = new StreamingAudioEncoder(sampleRate, samples,
                (resampler != null) ? resampler.stream() : null, codec(format, target, samples), sink);
        encoder.start();
        return encoder;
    }

    private static Codec codec(AudioFormat format, int sampleRate, OptionalLong samples) {
        return switch (format) {
            case WAV -> new WavCodec(sampleRate, samples);
            case PCM -> new PcmCodec();
            case MP3, OPUS, AAC, FLAC -> throw new UnsupportedOperationException("not yet: " + format);
        };
    }

}
