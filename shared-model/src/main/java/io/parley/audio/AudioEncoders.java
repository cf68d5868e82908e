package io.parley.audio;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;

/**
 * Makes encoders, one for each sound. Thread-safe.
 */
public interface AudioEncoders {

    /**
     * Starts a sound.
     * @param format what it becomes
     * @param sampleRate of the sound that will come, in Hz; where the format does not
     * have it, the rate is changed as {@link SincResampler} does
     * @param samples how many samples will come, if known: headers then tell the true
     * length
     * @param sink takes the bytes, headers first
     * @return the encoder, to be closed by the caller
     * @throws AudioException.UnsupportedRate if the sample rate cannot be changed to one
     * of the format
     * @throws AudioException.EncoderFailure if this machine cannot encode
     * @throws java.io.UncheckedIOException if the sink failed to take the header
     */
    AudioEncoder open(AudioFormat format, int sampleRate, OptionalLong samples, EncodedAudioSink sink);

    /** The same for a sound of which nobody knows yet how long it will last. */
    default AudioEncoder open(AudioFormat format, int sampleRate, EncodedAudioSink sink) {
        return open(format, sampleRate, OptionalLong.empty(), sink);
    }

    /** Encodes a sound that is there as a whole. */
    default byte[] encode(AudioFormat format, Pcm sound) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioEncoder encoder = open(format, sound.sampleRate(), OptionalLong.of(sound.samples().length),
                EncodedAudioSink.to(bytes))) {
            encoder.accept(sound);
            encoder.finish();
        }
        return bytes.toByteArray();
    }

    /**
     * Loads what the first {@link #open} would otherwise wait for, some tenths of a
     * second of it; waits until that is done.
     * @throws AudioException.EncoderFailure if this machine cannot encode
     */
    void warm();

}
