package io.parley.chat.realtime;

import org.jspecify.annotations.Nullable;

/** A client event that cannot be met; the session goes on. */
final class RealtimeError extends RuntimeException {

    private final String code;

    private final @Nullable String param;

    /**
     * @param code a word for the case
     * @param param the field that is to blame, or null
     * @param message one sentence for the caller
     */
    RealtimeError(String code, @Nullable String param, String message) {
        super(message);
        this.code = code;
        this.param = param;
    }

    String code() {
        return this.code;
    }

    @Nullable String param() {
        return this.param;
    }

    /** A value that cannot be used. */
    static RealtimeError invalid(String param, String message) {
        return new RealtimeError("invalid_value", param, message);
    }

}
