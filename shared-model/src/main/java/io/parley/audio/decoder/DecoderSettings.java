package io.parley.audio.decoder;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How decoding is done.
 *
 * @param nativeCache directory into which FFmpeg's libraries are unpacked, once, and
 * found again by later starts; made if missing
 * @param temporary existing directory in which uploads are spooled, privately
 * @param maxWorkers most child processes for files of any size; half as many more are
 * kept for small ones
 * @param maxWaiting most callers that wait for a free worker; the next one is refused
 * @param maxWait how long a caller waits for a free worker
 * @param patience how long a worker may keep its caller waiting, plus half the length of
 * the sound it has delivered; then it is taken for hanging
 * @param jobsPerWorker after so many files a worker is replaced by a new process
 * @param readAhead so much decoded sound is kept in memory for a caller that reads slower
 * than the worker decodes; a shorter file sets its worker free at once
 * @param spill so much more is kept in a file under {@code temporary}, 3.84 MB a minute
 * at 16 kHz; past that the worker waits for the caller
 */
public record DecoderSettings(Path nativeCache, Path temporary, int maxWorkers, int maxWaiting, Duration maxWait,
        Duration patience, int jobsPerWorker, Duration readAhead, Duration spill) {

    /** Settings under which sound is kept in memory only. */
    public DecoderSettings(Path nativeCache, Path temporary, int maxWorkers, int maxWaiting, Duration maxWait,
            Duration patience, int jobsPerWorker, Duration readAhead) {
        this(nativeCache, temporary, maxWorkers, maxWaiting, maxWait, patience, jobsPerWorker, readAhead,
                Duration.ZERO);
    }

    /**
     * Settings for this machine: two workers a core, since one whose caller reads slowly
     * takes no computing time. An hour of sound in wait for its transcription holds none.
     * @param nativeCache see above
     */
    public static DecoderSettings defaults(Path nativeCache) {
        int workers = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return new DecoderSettings(nativeCache, Path.of(System.getProperty("java.io.tmpdir")), workers, 256,
                Duration.ofSeconds(30), Duration.ofSeconds(30), 250, Duration.ofMinutes(4), Duration.ofHours(1));
    }

}
