package io.parley.audio.decoder;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.parley.audio.AudioException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker process and the thread that listens to it. */
final class DecoderProcess {

    private static final Logger logger = LoggerFactory.getLogger(DecoderProcess.class);

    private static final int LOG_TAIL_CHARACTERS = 2_000;

    private final Process process;

    private final Path log;

    private final Owner owner;

    private final AtomicReference<@Nullable DecoderJob> job = new AtomicReference<>();

    private volatile boolean dead;

    private volatile boolean killed;

    private int jobs;

    private long idleSince = System.nanoTime();

    DecoderProcess(WorkerCommand command, Path log, Owner owner) throws IOException {
        this.process = command.start(log);
        this.log = log;
        this.owner = owner;
    }

    /** Begins to listen; to be called once, after the owner knows this process. */
    void listen() {
        Thread.ofPlatform().daemon().name("decoder-worker-" + pid()).start(this::readReplies);
    }

    long pid() {
        return this.process.pid();
    }

    /** How many files this worker was given so far. */
    int jobs() {
        return this.jobs;
    }

    long idleSince() {
        return this.idleSince;
    }

    void markIdle() {
        this.idleSince = System.nanoTime();
    }

    /** Gives an idle worker a file. What comes of it ends up in the job's sound. */
    void run(DecoderJob next) {
        this.jobs++;
        this.job.set(next);
        try {
            next.request().write(new DataOutputStream(this.process.getOutputStream()));
        }
        catch (IOException ex) {
            kill();
        }
        if (this.dead) {
            fail(this.job.getAndSet(null), new IOException("the worker ended before it had its job"));
        }
    }

    /** Ends the worker if it still has this job. */
    void abandon(DecodedSound sound) {
        if (takeBack(sound)) {
            this.owner.gone(this);
            kill();
        }
    }

    /**
     * Marks the end as ours before the job is gone, which the worker's next word misses.
     */
    private synchronized boolean takeBack(DecodedSound sound) {
        DecoderJob current = this.job.get();
        if (current == null || current.sound() != sound) {
            return false;
        }
        this.killed = true;
        this.job.set(null);
        return true;
    }

    private synchronized boolean takeFinished(DecoderJob current) {
        return this.job.compareAndSet(current, null);
    }

    void kill() {
        this.killed = true;
        this.process.destroyForcibly();
    }

    /** Waits a little for the end of a killed worker. */
    void awaitEnd() {
        try {
            this.process.waitFor(2, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void readReplies() {
        Exception cause = null;
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(this.process.getInputStream(), Reply.MAX_PAYLOAD_BYTES))) {
            while (true) {
                handle(Reply.read(in));
            }
        }
        catch (IOException ex) {
            cause = ex;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            cause = ex;
        }
        boolean unexpected = !this.killed;
        kill();
        this.dead = true;
        this.owner.gone(this);
        if (unexpected) {
            logger.warn("decoder worker {} {}: {}", pid(), exitState(), logTail(), cause);
        }
        fail(this.job.getAndSet(null), cause);
        removeLog();
    }

    private void handle(Reply reply) throws IOException, InterruptedException {
        DecoderJob current = this.job.get();
        if (reply instanceof Reply.Ready) {
            return;
        }
        if (current == null) {
            throw new IOException("a decoder worker spoke without having been asked");
        }
        switch (reply) {
            case Reply.Ready ready -> {
            }
            case Reply.Expected expected -> current.sound().expect(expected.samples());
            case Reply.Sound sound -> current.sound().put(sound.samples());
            case Reply.End end -> finish(current, null);
            case Reply.Fault fault -> finish(current, fault.cause().toException(current.limits()));
        }
    }

    private void finish(DecoderJob current, @Nullable AudioException failure) {
        if (takeFinished(current)) {
            this.owner.free(this);
            current.sound().end(failure);
        }
    }

    private void fail(@Nullable DecoderJob lost, Exception cause) {
        if (lost != null) {
            lost.sound().end(new AudioException.DecoderFailure("The audio decoder " + exitState() + ".", cause));
        }
    }

    private String exitState() {
        try {
            return this.process.waitFor(1, TimeUnit.SECONDS) ? "ended with status " + this.process.exitValue()
                    : "does not end";
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return "ended";
        }
    }

    private String logTail() {
        try {
            String text = Files.readString(this.log);
            return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS));
        }
        catch (IOException ex) {
            return "(no log)";
        }
    }

    private void removeLog() {
        try {
            Files.deleteIfExists(this.log);
        }
        catch (IOException ex) {
            logger.debug("the log of a decoder worker stays behind", ex);
        }
    }

    /** Keeps count of workers. */
    interface Owner {

        /** The worker has done its job and takes another one. */
        void free(DecoderProcess worker);

        /** The worker has ended or is about to; may be told more than once. */
        void gone(DecoderProcess worker);

    }

}
