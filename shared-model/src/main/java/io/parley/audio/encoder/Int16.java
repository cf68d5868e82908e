package io.parley.audio.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Amplitudes as signed 16-bit numbers, full scale at 32,768 as decoders have it, so that
 * 16-bit sound passes unchanged. Rounded without dither: the same sound gives the same
 * bytes, and silence stays silent.
 */
final class Int16 {

    static final int BYTES = 2;

    private static final float FULL_SCALE = 32768;

    private Int16() {
    }

    static short of(float amplitude) {
        return (short) Math.clamp(Math.round(amplitude * FULL_SCALE), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    static byte[] littleEndian(float[] samples, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putShort(of(samples[i]));
        }
        return bytes.array();
    }

}
