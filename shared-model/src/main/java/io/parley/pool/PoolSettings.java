package io.parley.pool;

import java.time.Duration;

/**
 * The pool's bounds.
 *
 * @param memoryBytes budget for loaded models
 * @param leasesPerModel callers that one model serves at a time
 * @param queuePerModel callers that may wait for a lease of one model
 * @param idleTimeout after which a model that nobody uses is dropped; zero for never
 * @param loadWait how long a caller waits for busy models to make room
 * @param loadBackOff after a failed load the next callers are told the same at once for
 * so long, before it is tried again
 * @param scheduling whom a lease that comes free goes to
 */
public record PoolSettings(long memoryBytes, int leasesPerModel, int queuePerModel, Duration idleTimeout,
        Duration loadWait, Duration loadBackOff, Scheduling scheduling) {

    private static final Duration LOAD_BACK_OFF = Duration.ofSeconds(5);

    /**
     * Settings with five seconds of back-off and the usual scheduling: whoever has
     * computed least goes first.
     */
    public PoolSettings(long memoryBytes, int leasesPerModel, int queuePerModel, Duration idleTimeout,
            Duration loadWait) {
        this(memoryBytes, leasesPerModel, queuePerModel, idleTimeout, loadWait, LOAD_BACK_OFF,
                Scheduling.LEAST_ATTAINED_SERVICE);
    }

}
