package io.parley.audio.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;

/**
 * Decodes with FFmpeg in child processes, so that a file that breaks FFmpeg ends one
 * worker and one request and nothing else. Each file is spooled to a private directory
 * first: a slow upload holds no worker, and a container may keep its index at its end.
 * Thread-safe.
 */
public final class ProcessAudioDecoder implements AudioDecoder, AutoCloseable {

    private final DecoderSettings settings;

    private final SpoolDirectory spool;

    private final DecoderPool pool;

    private ProcessAudioDecoder(DecoderSettings settings, SpoolDirectory spool, DecoderPool pool) {
        this.settings = settings;
        this.spool = spool;
        this.pool = pool;
    }

    /**
     * Makes a decoder and sets its first worker going, without waiting for it.
     * @throws UncheckedIOException if the temporary directory cannot be used, or the
     * class path is not one of jars and folders
     */
    public static ProcessAudioDecoder start(DecoderSettings settings) {
        try {
            SpoolDirectory spool = SpoolDirectory.create(settings.temporary().toAbsolutePath());
            WorkerCommand command = new WorkerCommand(settings.nativeCache(), spool.path());
            DecoderPool pool = new DecoderPool(settings, command, spool.path());
            pool.warm();
            return new ProcessAudioDecoder(settings, spool, pool);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Starts decoding, and waits for the first samples.
     * @throws io.parley.audio.AudioException if the bytes are none of the formats, break
     * a limit, or there is no worker for them
     * @throws UncheckedIOException if {@code encoded} cannot be read
     */
    @Override
    public PcmSource decode(InputStream encoded, int sampleRate, AudioLimits limits) {
        if (sampleRate < AcceptedMedia.MIN_SAMPLE_RATE || sampleRate > AcceptedMedia.MAX_SAMPLE_RATE) {
            throw new IllegalArgumentException("not a sample rate of sound: " + sampleRate);
        }
        Path file = this.spool.spool(encoded, limits.maxBytes());
        try {
            return decode(file, sampleRate, limits);
        }
        finally {
            // the worker has opened it by now, or will never
            SpoolDirectory.delete(file);
        }
    }

    private DecodedSound decode(Path file, int sampleRate, AudioLimits limits) {
        JobRequest request = new JobRequest(file.getFileName().toString(), sampleRate,
                samples(limits.maxDuration(), sampleRate));
        DecoderProcess worker = this.pool.lease(file.toFile().length());
        DecodedSound sound = new DecodedSound(sampleRate, this.settings, this.spool.path(), worker::abandon);
        worker.run(new DecoderJob(request, limits, sound));
        try {
            sound.awaitStart();
            return sound;
        }
        catch (RuntimeException ex) {
            sound.close();
            throw ex;
        }
    }

    private static long samples(Duration duration, int sampleRate) {
        return (long) Math.ceil(duration.toNanos() / 1e9 * sampleRate);
    }

    /** How many workers there are, for metrics. */
    public DecoderStatus status() {
        return this.pool.status();
    }

    List<Long> processIds() {
        return this.pool.processIds();
    }

    /** Ends all workers; sound still being decoded fails. */
    @Override
    public void close() {
        this.pool.close();
        this.spool.close();
    }

}
