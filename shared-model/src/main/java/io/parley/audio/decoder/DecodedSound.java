package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.parley.audio.AudioException;
import io.parley.audio.PcmSource;
import org.jspecify.annotations.Nullable;

/**
 * Sound on its way from a worker to its caller: the thread that reads the worker's pipe
 * puts it in and waits while the read-ahead is full; the caller takes it out.
 */
final class DecodedSound implements PcmSource {

    /** So many samples at a time come back from the file. */
    private static final int PIECE = 1 << 16;

    private final int sampleRate;

    private final long readAheadSamples;

    private final long spillSamples;

    private final Path spillDirectory;

    private final Duration patience;

    private final Consumer<DecodedSound> abandon;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final Deque<float[]> chunks = new ArrayDeque<>();

    /** What came when the memory was full; made at need. */
    private @Nullable SpilledSamples spilled;

    private long buffered;

    private long received;

    private volatile long expected;

    private long waitedNanos;

    private int position;

    private boolean ended;

    private boolean closed;

    private @Nullable AudioException failure;

    /**
     * An empty stream.
     * @param sampleRate in Hz
     * @param settings for patience and read-ahead
     * @param spillDirectory takes what is too much for the memory
     * @param abandon ends the worker; called when the caller stops before the end
     */
    DecodedSound(int sampleRate, DecoderSettings settings, Path spillDirectory, Consumer<DecodedSound> abandon) {
        this.sampleRate = sampleRate;
        this.readAheadSamples = settings.readAhead().toMillis() * sampleRate / 1000;
        this.spillSamples = settings.spill().toMillis() * sampleRate / 1000;
        this.spillDirectory = spillDirectory;
        this.patience = settings.patience();
        this.abandon = abandon;
    }

    /** Told before the first sound how many samples will come; 0 if unknown. */
    void expect(long samples) {
        this.expected = samples;
    }

    @Override
    public OptionalLong expectedSamples() {
        return (this.expected > 0) ? OptionalLong.of(this.expected) : OptionalLong.empty();
    }

    /** Puts sound in; returns at once, and in vain, when nobody wants it any more. */
    void put(float[] samples) throws InterruptedException {
        this.lock.lock();
        try {
            while (isFull() && !this.closed) {
                if (spill(samples)) {
                    this.received += samples.length;
                    return;
                }
                this.changed.await();
            }
            if (!this.closed && samples.length > 0) {
                this.chunks.add(samples);
                this.buffered += samples.length;
                this.received += samples.length;
                this.changed.signalAll();
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    // once something is in the file all that follows goes behind it
    private boolean isFull() {
        return this.buffered > this.readAheadSamples || waitingInFile() > 0;
    }

    private long waitingInFile() {
        return (this.spilled != null) ? this.spilled.size() : 0;
    }

    /** Returns false if there is no room in the file either. */
    private boolean spill(float[] samples) {
        try {
            if (this.spilled == null && this.spillSamples > 0) {
                this.spilled = SpilledSamples.create(this.spillDirectory, this.spillSamples);
            }
            return this.spilled != null && this.spilled.offer(samples);
        }
        catch (IOException ex) {
            // the disk may be full: the worker waits, as if there were no file
            return false;
        }
    }

    /** Moves one piece from the file to the memory. */
    private void unspill() {
        SpilledSamples file = this.spilled;
        if (file == null || file.size() == 0) {
            return;
        }
        float[] samples = new float[(int) Math.min(PIECE, file.size())];
        try {
            file.take(samples, 0, samples.length);
            this.chunks.add(samples);
            this.buffered += samples.length;
        }
        catch (IOException ex) {
            // also when the worker has long ended
            this.failure = new AudioException.DecoderFailure("Decoded sound could not be read back.", ex);
        }
    }

    /** Marks the end: the sound's, or with a failure the decoding's. */
    void end(@Nullable AudioException failure) {
        this.lock.lock();
        try {
            if (!this.ended) {
                this.ended = true;
                this.failure = failure;
                this.changed.signalAll();
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Waits for the first samples, so that what cannot be decoded is known at once. */
    void awaitStart() {
        this.lock.lock();
        try {
            awaitSamples();
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public int sampleRate() {
        return this.sampleRate;
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        this.lock.lock();
        try {
            if (!awaitSamples()) {
                return -1;
            }
            int read = 0;
            while (read < length && !this.chunks.isEmpty()) {
                read += take(buffer, offset + read, length - read);
            }
            this.changed.signalAll();
            return read;
        }
        finally {
            this.lock.unlock();
        }
    }

    private int take(float[] buffer, int offset, int length) {
        float[] chunk = this.chunks.element();
        int count = Math.min(length, chunk.length - this.position);
        System.arraycopy(chunk, this.position, buffer, offset, count);
        this.position += count;
        this.buffered -= count;
        if (this.position == chunk.length) {
            this.chunks.remove();
            this.position = 0;
        }
        return count;
    }

    /** Returns false at the end of the sound. */
    private boolean awaitSamples() {
        while (this.chunks.isEmpty()) {
            unspill();
            if (!this.chunks.isEmpty()) {
                return true;
            }
            if (this.closed) {
                throw new IllegalStateException("the sound is closed");
            }
            if (this.failure != null) {
                throw this.failure;
            }
            if (this.ended) {
                return false;
            }
            awaitChange();
        }
        return true;
    }

    private void awaitChange() {
        long start = System.nanoTime();
        long soundNanos = this.received * 1_000_000_000L / this.sampleRate;
        long left = this.patience.toNanos() + soundNanos / 2 - this.waitedNanos;
        try {
            if (left <= 0 || !this.changed.await(left, TimeUnit.NANOSECONDS)) {
                fail("The audio decoder took too long.", new IllegalStateException("no sound from the worker"));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            fail("Decoding was interrupted.", ex);
        }
        this.waitedNanos += System.nanoTime() - start;
    }

    private void fail(String message, Exception cause) {
        if (!this.ended) {
            this.ended = true;
            this.failure = new AudioException.DecoderFailure(message, cause);
            this.abandon.accept(this);
        }
    }

    @Override
    public void close() {
        this.lock.lock();
        try {
            if (!this.closed) {
                this.closed = true;
                this.chunks.clear();
                this.buffered = 0;
                closeFile();
                this.changed.signalAll();
                if (!this.ended) {
                    this.abandon.accept(this);
                }
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    private void closeFile() {
        if (this.spilled != null) {
            try {
                this.spilled.close();
            }
            catch (IOException ex) {
                // it goes with its directory
            }
        }
    }

}
