package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;

/** Bare samples of 16 bits. */
final class PcmCodec implements Codec {

    static final int SAMPLE_RATE = 24_000;

    @Override
    public void start(ByteArrayOutputStream out) {
        // no header
    }

    @Override
    public void encode(float[] samples, int count, ByteArrayOutputStream out) {
        out.writeBytes(Int16.littleEndian(samples, count));
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        // nothing is held back
    }

    @Override
    public void close() {
        // holds nothing
    }

}
