package io.parley.web.error;

import org.jspecify.annotations.Nullable;

/** Ends a request with a failure that the thrower has already put into words. */
public final class FailureException extends RuntimeException {

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.error().message());
        this.failure = failure;
    }

    /** A field that is missing or cannot be used: 400. */
    public static FailureException badField(@Nullable String param, String message) {
        return new FailureException(Failure.badField(param, message));
    }

    /** How it is answered. */
    public Failure failure() {
        return this.failure;
    }

}
