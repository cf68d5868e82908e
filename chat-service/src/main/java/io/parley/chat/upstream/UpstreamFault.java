package io.parley.chat.upstream;

import java.io.IOException;

/** The server answered with an error. */
final class UpstreamFault extends IOException {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int FIRST_OF_SERVERS = 500;

    private final int status;

    private final transient UpstreamError error;

    UpstreamFault(int status, UpstreamError error) {
        super("status %d: %s".formatted(status, error.message()));
        this.status = status;
        this.error = error;
    }

    int status() {
        return this.status;
    }

    UpstreamError error() {
        return this.error;
    }

    /** Whether something shows that the server is not well. */
    static boolean isServersFault(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof UpstreamFault fault && fault.status < FIRST_OF_SERVERS);
    }

    /** Whether it may do better if asked again. */
    static boolean isWorthARetry(Throwable failure) {
        return isServersFault(failure) || (failure instanceof UpstreamFault fault && fault.status == TOO_MANY_REQUESTS);
    }

}
