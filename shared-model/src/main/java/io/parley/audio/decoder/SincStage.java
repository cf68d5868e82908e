package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import io.parley.audio.ResamplerStream;

/**
 * Resamples what is decoded on its way to a sink, as
 * {@link io.parley.audio.SincResampler} does.
 */
final class SincStage implements SampleSink {

    private static final int CHUNK = 4096;

    private final ResamplerStream stream;

    private final SampleSink sink;

    private final float[] samples = new float[CHUNK];

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());

    SincStage(ResamplerStream stream, SampleSink sink) {
        this.stream = stream;
        this.sink = sink;
    }

    @Override
    public void accept(ByteBuffer decoded) throws IOException {
        FloatBuffer source = decoded.order(ByteOrder.nativeOrder()).asFloatBuffer();
        while (source.hasRemaining()) {
            int count = Math.min(source.remaining(), CHUNK);
            source.get(this.samples, 0, count);
            this.stream.append(this.samples, 0, count);
            drain();
        }
    }

    /** Hands on what the filters still hold. */
    void finish() throws IOException {
        this.stream.end();
        drain();
    }

    private void drain() throws IOException {
        int count = this.stream.read(this.samples, 0, CHUNK);
        while (count > 0) {
            this.bytes.clear().asFloatBuffer().put(this.samples, 0, count);
            this.sink.accept(this.bytes.limit(count * Float.BYTES));
            count = this.stream.read(this.samples, 0, CHUNK);
        }
    }

}
