package io.parley.silero;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Lease;
import io.parley.speech.VoiceActivityStream;

/** A stream that keeps its model loaded until it is closed, and is counted. */
final class LeasedStream implements VoiceActivityStream {

    private final Lease<SileroModel> lease;

    private final SileroStream stream;

    private final SileroMetrics metrics;

    private long frames;

    private long nanos;

    private boolean closed;

    LeasedStream(Lease<SileroModel> lease, SileroMetrics metrics) {
        this.lease = lease;
        this.stream = lease.model().open();
        this.metrics = metrics;
    }

    @Override
    public int frameSamples() {
        return this.stream.frameSamples();
    }

    @Override
    public float next(float[] samples, int offset, Cancellation cancellation) {
        long start = System.nanoTime();
        float probability = this.stream.next(samples, offset, cancellation);
        count(1, start);
        return probability;
    }

    @Override
    public void next(float[] samples, int offset, int frames, float[] probabilities, Cancellation cancellation) {
        long start = System.nanoTime();
        this.stream.next(samples, offset, frames, probabilities, cancellation);
        count(frames, start);
    }

    private void count(int heard, long start) {
        this.frames += heard;
        this.nanos += System.nanoTime() - start;
    }

    @Override
    public void close() {
        if (!this.closed) {
            this.closed = true;
            this.stream.close();
            this.lease.close();
            this.metrics.heard(this.frames, this.nanos);
        }
    }

}
