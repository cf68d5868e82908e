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
 * @param scheduling whom a lease that comes free goes to
 */
public record PoolSettings(long memoryBytes, int leasesPerModel, int queuePerModel, Duration idleTimeout,
        Duration loadWait, Scheduling scheduling) {

    /** Settings with the usual scheduling: whoever has computed least goes first. */
    public PoolSettings(long memoryBytes, int leasesPerModel, int queuePerModel, Duration idleTimeout,
            Duration loadWait) {
        this(memoryBytes, leasesPerModel, queuePerModel, idleTimeout, loadWait, Scheduling.LEAST_ATTAINED_SERVICE);
    }

}
