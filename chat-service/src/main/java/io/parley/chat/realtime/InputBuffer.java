package io.parley.chat.realtime;

import java.util.Arrays;

import io.parley.audio.Pcm;
import io.parley.audio.ResamplerStream;
import io.parley.audio.SincResampler;
import org.jspecify.annotations.Nullable;

/**
 * Sound that has come in and is no turn yet, at 16,000 Hz, by its place since the
 * session's beginning. Not thread-safe.
 */
final class InputBuffer {

    static final int SAMPLE_RATE = 16_000;

    private static final int SHRUNK = 10 * SAMPLE_RATE;

    private final long most;

    private float[] samples = new float[SAMPLE_RATE];

    private int size;

    /** The place of the first sample. */
    private long start;

    private @Nullable ResamplerStream resampler;

    private @Nullable WireFormat format;

    /**
     * An empty buffer.
     * @param most samples it takes
     */
    InputBuffer(long most) {
        this.most = most;
    }

    /** The place after the last sample. */
    long end() {
        return this.start + this.size;
    }

    boolean isEmpty() {
        return this.size == 0;
    }

    /** Whether so much sound has come in that no turn can hold it. */
    boolean isFull() {
        return this.size >= this.most;
    }

    /**
     * Takes sound as it came.
     * @return what became of it at 16,000 Hz; may lag some samples behind
     */
    float[] append(byte[] bytes, WireFormat wire) {
        if (this.resampler == null || this.format != wire) {
            this.resampler = new SincResampler(wire.sampleRate(), SAMPLE_RATE).stream();
            this.format = wire;
        }
        float[] decoded = wire.decode(bytes);
        this.resampler.append(decoded, 0, decoded.length);
        float[] taken = new float[decoded.length + 16];
        float[] added = new float[0];
        for (int count = this.resampler.read(taken, 0, taken.length); count > 0; count = this.resampler.read(taken, 0,
                taken.length)) {
            int before = added.length;
            added = Arrays.copyOf(added, before + count);
            System.arraycopy(taken, 0, added, before, count);
        }
        add(added);
        return added;
    }

    private void add(float[] added) {
        if (this.size + added.length > this.samples.length) {
            this.samples = Arrays.copyOf(this.samples, this.size + this.size / 2 + added.length);
        }
        System.arraycopy(added, 0, this.samples, this.size, added.length);
        this.size += added.length;
    }

    /** Forgets what lies before a place. */
    void dropBefore(long place) {
        int count = Math.clamp(place - this.start, 0, this.size);
        System.arraycopy(this.samples, count, this.samples, 0, this.size - count);
        this.size -= count;
        this.start += count;
        if (this.samples.length > SHRUNK && this.size < SHRUNK) {
            // one long turn does not take its room for all of a session
            this.samples = Arrays.copyOf(this.samples, SHRUNK);
        }
    }

    /** What lies before a place. */
    Pcm before(long place) {
        return new Pcm(Arrays.copyOf(this.samples, Math.clamp(place - this.start, 0, this.size)), SAMPLE_RATE);
    }

    /** Takes out what lies before a place. */
    Pcm take(long place) {
        Pcm sound = before(place);
        dropBefore(place);
        return sound;
    }

    /** Forgets all. */
    void clear() {
        dropBefore(end());
    }

}
