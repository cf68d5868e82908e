package io.parley.audio.encoder;

import java.util.function.Consumer;

/** Bare samples of 16 bits. */
final class PcmCodec implements Codec {

    static final int SAMPLE_RATE = 24_000;

    @Override
    public void start(Consumer<byte[]> out) {
        // no header
    }

    @Override
    public void encode(float[] samples, int count, Consumer<byte[]> out) {
        out.accept(Int16.littleEndian(samples, count));
    }

    @Override
    public void finish(Consumer<byte[]> out) {
        // nothing is held back
    }

    @Override
    public void close() {
        // holds nothing
    }

}
