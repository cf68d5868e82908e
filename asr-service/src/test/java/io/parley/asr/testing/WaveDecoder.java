package io.parley.asr.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;

/** Decodes mono wave files of 16-bit samples whose data begins at byte 44. */
final class WaveDecoder implements AudioDecoder {

    private static final int HEADER = 44;

    @Override
    public PcmSource decode(InputStream encoded, int sampleRate, AudioLimits limits) {
        byte[] bytes = bytes(encoded, limits);
        if (bytes.length < HEADER || !new String(bytes, 0, 4, US_ASCII).equals("RIFF")) {
            throw new AudioException.Undecodable("The file holds no sound in a format that is known here.");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[data.remaining() / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = data.getShort() / 32768f;
        }
        Pcm pcm = new Pcm(samples, sampleRate);
        if (pcm.duration().compareTo(limits.maxDuration()) > 0) {
            throw new AudioException.TooLong(limits.maxDuration().toSeconds());
        }
        return PcmSource.of(pcm);
    }

    private static byte[] bytes(InputStream encoded, AudioLimits limits) {
        try {
            byte[] bytes = encoded.readNBytes((int) limits.maxBytes() + 1);
            if (bytes.length > limits.maxBytes()) {
                throw new AudioException.TooManyBytes(limits.maxBytes());
            }
            return bytes;
        }
        catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

}
