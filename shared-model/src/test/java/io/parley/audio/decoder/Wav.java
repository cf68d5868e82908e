package io.parley.audio.decoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Makes wav files, honest ones and others. */
final class Wav {

    private static final int HEADER_BYTES = 44;

    private Wav() {
    }

    /** 16-bit sound; the function gives the interleaved samples. */
    static byte[] pcm16(int rate, int channels, int frames, IntFunction<Short> sample) {
        ByteBuffer wav = header(rate, channels, frames * channels * 2, frames * channels * 2);
        for (int i = 0; i < frames * channels; i++) {
            wav.putShort(sample.apply(i));
        }
        return wav.array();
    }

    /** Silence under a header that says whatever it is told. */
    static byte[] lying(int rate, int channels, int declaredBytes, int bytes) {
        return header(rate, channels, declaredBytes, bytes).array();
    }

    private static ByteBuffer header(int rate, int channels, int declaredBytes, int bytes) {
        ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(declaredBytes + HEADER_BYTES - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) channels).putInt(rate).putInt(rate * channels * 2);
        wav.putShort((short) (channels * 2)).putShort((short) 16);
        return wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(declaredBytes);
    }

}
