package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.parley.audio.AudioException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers: one at least is kept warm, more are started while files wait, and the
 * surplus ends after a minute without work. Beside as many large files as there may be, a
 * small one finds a worker still.
 */
final class DecoderPool implements DecoderProcess.Owner, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(DecoderPool.class);

    private static final int IDLE_SECONDS = 60;

    /** Bytes, a minute of MP3 or half a minute of WAV: decoded in some milliseconds. */
    private static final long SMALL = 1 << 20;

    private final DecoderSettings settings;

    private final WorkerCommand command;

    private final Path directory;

    private final Executor trimmer = CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS);

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final Deque<DecoderProcess> idle = new ArrayDeque<>();

    private final Set<DecoderProcess> busy = new HashSet<>();

    private int waiting;

    private long started;

    private long lost;

    private boolean trimming;

    private boolean closed;

    DecoderPool(DecoderSettings settings, WorkerCommand command, Path directory) {
        this.settings = settings;
        this.command = command;
        this.directory = directory;
    }

    /** Starts a worker if there is none. */
    void warm() {
        this.lock.lock();
        try {
            if (!this.closed && this.idle.isEmpty() && this.busy.isEmpty()) {
                this.idle.push(start());
                this.changed.signalAll();
            }
        }
        catch (IOException ex) {
            logger.warn("no decoder worker can be started", ex);
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Takes a worker, waiting for one if need be. It comes back by itself when its job is
     * done.
     * @param bytes of the file that it is for
     */
    DecoderProcess lease(long bytes) {
        this.lock.lock();
        try {
            int most = this.settings.maxWorkers() + ((bytes <= SMALL) ? this.settings.maxWorkers() / 2 : 0);
            if (!isAvailable(most)) {
                await(most);
            }
            DecoderProcess worker = this.idle.isEmpty() ? start() : this.idle.pop();
            this.busy.add(worker);
            return worker;
        }
        catch (IOException ex) {
            throw new AudioException.DecoderFailure("The audio decoder cannot be started.", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AudioException.DecoderFailure("Decoding was interrupted.", ex);
        }
        finally {
            this.lock.unlock();
        }
    }

    private boolean isAvailable(int most) {
        if (this.closed) {
            throw new IllegalStateException("the decoder is closed");
        }
        return this.busy.size() < most;
    }

    private void await(int most) throws InterruptedException {
        if (this.waiting >= this.settings.maxWaiting()) {
            throw new AudioException.Overloaded();
        }
        this.waiting++;
        try {
            long left = this.settings.maxWait().toNanos();
            while (!isAvailable(most)) {
                if (left <= 0) {
                    throw new AudioException.Overloaded();
                }
                left = this.changed.awaitNanos(left);
            }
        }
        finally {
            this.waiting--;
        }
    }

    private DecoderProcess start() throws IOException {
        Path log = this.directory.resolve("worker-%d.log".formatted(this.started));
        DecoderProcess worker = new DecoderProcess(this.command, log, this);
        this.started++;
        worker.listen();
        return worker;
    }

    @Override
    public void free(DecoderProcess worker) {
        boolean worn;
        this.lock.lock();
        try {
            this.busy.remove(worker);
            worn = this.closed || worker.jobs() >= this.settings.jobsPerWorker();
            if (!worn) {
                worker.markIdle();
                this.idle.push(worker);
            }
            if (this.idle.size() > 1 && !this.trimming) {
                this.trimming = true;
                this.trimmer.execute(this::trim);
            }
            this.changed.signalAll();
        }
        finally {
            this.lock.unlock();
        }
        if (worn) {
            worker.kill();
            warmLater();
        }
    }

    @Override
    public void gone(DecoderProcess worker) {
        boolean wasBusy;
        this.lock.lock();
        try {
            wasBusy = this.busy.remove(worker);
            if (wasBusy || this.idle.remove(worker)) {
                this.lost++;
                this.changed.signalAll();
            }
        }
        finally {
            this.lock.unlock();
        }
        if (wasBusy) {
            warmLater();
        }
    }

    /** Not after the end of an idle worker: if none can live here, none is started. */
    private void warmLater() {
        Thread.startVirtualThread(this::warm);
    }

    private void trim() {
        List<DecoderProcess> surplus = new ArrayList<>();
        this.lock.lock();
        try {
            long now = System.nanoTime();
            while (this.idle.size() > 1
                    && now - this.idle.getLast().idleSince() >= TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
                surplus.add(this.idle.removeLast());
            }
            this.trimming = this.idle.size() > 1 && !this.closed;
            if (this.trimming) {
                this.trimmer.execute(this::trim);
            }
        }
        finally {
            this.lock.unlock();
        }
        surplus.forEach(DecoderProcess::kill);
    }

    DecoderStatus status() {
        this.lock.lock();
        try {
            return new DecoderStatus(this.idle.size(), this.busy.size(), this.started, this.lost);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** The process ids of the workers, the busy ones first. */
    List<Long> processIds() {
        this.lock.lock();
        try {
            return Stream.concat(this.busy.stream(), this.idle.stream()).map(DecoderProcess::pid).toList();
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public void close() {
        List<DecoderProcess> all = new ArrayList<>();
        this.lock.lock();
        try {
            this.closed = true;
            all.addAll(this.idle);
            all.addAll(this.busy);
            this.idle.clear();
            this.changed.signalAll();
        }
        finally {
            this.lock.unlock();
        }
        all.forEach(DecoderProcess::kill);
        all.forEach(DecoderProcess::awaitEnd);
    }

}
