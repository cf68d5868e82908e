package io.parley.testing.ports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

/** Decodes mono wave files of 16-bit samples. */
final class WaveDecoder implements AudioDecoder {

    @Override
    public PcmSource decode(InputStream encoded, int sampleRate, AudioLimits limits) {
        byte[] bytes = bytes(encoded, limits);
        String text = new String(bytes, ISO_8859_1);
        int start = text.indexOf("data") + 8;
        if (!text.startsWith("RIFF") || start < 8) {
            throw new AudioException.Undecodable("The file holds no sound in a format that is known here.");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, start, bytes.length - start).order(ByteOrder.LITTLE_ENDIAN);
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
            byte[] bytes = encoded.readNBytes((int) Math.min(limits.maxBytes(), Integer.MAX_VALUE - 1) + 1);
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
