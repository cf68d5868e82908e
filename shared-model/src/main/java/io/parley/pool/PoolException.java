package io.parley.pool;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in the pool; the message is one sentence.
 */
public abstract sealed class PoolException extends RuntimeException {

    private PoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The model's queue is full, or there is no room to load it: try again later. */
    public static final class Saturated extends PoolException {

        private final Duration retryAfter;

        public Saturated(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** When trying again is likely to help. */
        public Duration retryAfter() {
            return this.retryAfter;
        }

    }

    /** The model could not be loaded. */
    public static final class LoadFailed extends PoolException {

        public LoadFailed(String message, Throwable cause) {
            super(message, cause);
        }

    }

    /** A loaded model failed while it ran. */
    public static final class RunFailed extends PoolException {

        public RunFailed(String message, Throwable cause) {
            super(message, cause);
        }

        RunFailed(String message) {
            super(message, null);
        }

    }

    /** The pool is closed. */
    public static final class Closed extends PoolException {

        public Closed() {
            super("the model pool is closed", null);
        }

    }

}
