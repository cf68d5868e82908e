package io.parley.silero;

import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;

/** A stream that is counted, and lets go of what it needs when it is closed. */
final class CountedStream implements VoiceActivityStream {

    private final Runnable release;

    private final SileroStream stream;

    private final SileroMetrics metrics;

    private long frames;

    private long nanos;

    private boolean closed;

    /**
     * Opens a stream.
     * @param release run once at the end
     */
    CountedStream(SileroModel model, SileroMetrics metrics, Runnable release) {
        this.release = release;
        this.stream = model.open();
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
            this.release.run();
            this.metrics.heard(this.frames, this.nanos);
        }
    }

}
