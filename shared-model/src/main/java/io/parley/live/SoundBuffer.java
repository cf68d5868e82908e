package io.parley.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.parley.speech.SpeechException;

/**
 * The sound that is still worked on, between who brings it and who transcribes it.
 * Bounded. Thread-safe.
 */
final class SoundBuffer {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int longestBacklog;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    private float[] samples = new float[Samples.RATE];

    /** Where the buffer begins, in samples from the beginning of the sound. */
    private long start;

    private int length;

    /** Up to where the sound has been worked on. */
    private long seen;

    private boolean ended;

    SoundBuffer(Duration longestBacklog) {
        this.longestBacklog = Samples.in(longestBacklog);
    }

    /**
     * Takes more sound.
     * @throws SpeechException.Overloaded if too much waits already; nothing is taken
     */
    synchronized void append(float[] more) {
        if (this.ended) {
            throw new IllegalStateException("the sound has ended");
        }
        long waiting = received() - this.seen;
        if (waiting + more.length > this.longestBacklog) {
            throw new SpeechException.Overloaded("The model has fallen %d s behind the sound; %d s is the limit."
                .formatted(waiting / Samples.RATE, this.longestBacklog / Samples.RATE), RETRY_AFTER);
        }
        if (this.length + more.length > this.samples.length) {
            this.samples = Arrays.copyOf(this.samples, Math.max(2 * this.samples.length, this.length + more.length));
        }
        System.arraycopy(more, 0, this.samples, this.length, more.length);
        this.length += more.length;
        this.arrivals.add(new Arrival(received(), System.nanoTime()));
        notifyAll();
    }

    /** No more sound will come. */
    synchronized void end() {
        this.ended = true;
        notifyAll();
    }

    /** Waits for some sound that has not been worked on, or for the end. */
    synchronized void awaitMore(int count) throws InterruptedException {
        while (!this.ended && received() - this.seen < count) {
            wait();
        }
    }

    /** What is there, from the beginning of the buffer, and now counts as worked on. */
    synchronized Tail take(int most) {
        int count = Math.min(most, this.length);
        this.seen = Math.max(this.seen, this.start + count);
        return new Tail(this.start, Arrays.copyOf(this.samples, count), this.ended && count == this.length);
    }

    /** Forgets the sound before a place, which counts as worked on. */
    synchronized void dropBefore(long place) {
        int count = Math.toIntExact(Math.clamp(place - this.start, 0, this.length));
        System.arraycopy(this.samples, count, this.samples, 0, this.length - count);
        this.start += count;
        this.length -= count;
        this.seen = Math.max(this.seen, this.start);
        while (!this.arrivals.isEmpty() && this.arrivals.getFirst().end() < this.start) {
            this.arrivals.removeFirst();
        }
    }

    /** How long ago the sound at a place came in, in nanoseconds. */
    synchronized long age(long place) {
        long now = System.nanoTime();
        for (Arrival arrival : this.arrivals) {
            if (arrival.end() >= place) {
                return now - arrival.nanos();
            }
        }
        return 0;
    }

    /** How many samples have come in altogether. */
    synchronized long received() {
        return this.start + this.length;
    }

    /**
     * Some sound came in.
     *
     * @param end up to where
     * @param nanos when, by {@link System#nanoTime()}
     */
    private record Arrival(long end, long nanos) {
    }

}
