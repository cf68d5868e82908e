package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Lets so many samples through and then none. */
final class SampleLimit implements SampleSink {

    private final SampleSink sink;

    private final long maxSamples;

    private long samples;

    SampleLimit(SampleSink sink, long maxSamples) {
        this.sink = sink;
        this.maxSamples = maxSamples;
    }

    @Override
    public void accept(ByteBuffer chunk) throws IOException {
        this.samples += chunk.remaining() / Float.BYTES;
        if (!isExceeded()) {
            this.sink.accept(chunk);
        }
    }

    boolean isExceeded() {
        return this.samples > this.maxSamples;
    }

    boolean isUntouched() {
        return this.samples == 0;
    }

}
