package io.parley.speech;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Work that a port cannot do as asked; the message is one sentence for the caller. Who
 * serves it maps the kinds to its protocol.
 */
public abstract sealed class SpeechException extends RuntimeException {

    private SpeechException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** No model of that name does this job here. */
    public static final class UnknownModel extends SpeechException {

        /** Most characters of a name that the sentence repeats. */
        private static final int SHOWN = 40;

        private final String model;

        public UnknownModel(String model) {
            super("The model '%s' does not exist here, or does not do this job.".formatted(shown(model)), null);
            this.model = model;
        }

        private static String shown(String model) {
            return (model.length() <= SHOWN) ? model : model.substring(0, SHOWN) + "...";
        }

        /** The name that was asked for. */
        public String model() {
            return this.model;
        }

    }

    /** The model cannot do what a field asks. */
    public static final class Unsupported extends SpeechException {

        private final String field;

        public Unsupported(String field, String message) {
            super(message, null);
            this.field = field;
        }

        /** The field of {@link TranscriptionOptions} (or its like) that cannot be met. */
        public String field() {
            return this.field;
        }

    }

    /** Too much work is queued, or the model is not there yet: try again later. */
    public static final class Overloaded extends SpeechException {

        private final Duration retryAfter;

        public Overloaded(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** When trying again is likely to help. */
        public Duration retryAfter() {
            return this.retryAfter;
        }

    }

    /** The model's files are missing or broken and could not be had. */
    public static final class ModelUnavailable extends SpeechException {

        public ModelUnavailable(String message, Throwable cause) {
            super(message, cause);
        }

    }

    /**
     * The model is known but was never fetched, which a request does not start; the
     * sentence says who does.
     */
    public static final class NotFetched extends SpeechException {

        /**
         * @param model its id
         * @param command that fetches it, for whoever runs the server
         */
        public NotFetched(String model, String command) {
            super("The model '%s' has not been fetched here, which '%s' does.".formatted(model, command), null);
        }

    }

    /** What the model is given is longer than it can take in. */
    public static final class ContextExceeded extends SpeechException {

        private final int limit;

        public ContextExceeded(int positions, int limit) {
            super("The conversation takes %,d positions, more than the %,d that the model can take in."
                .formatted(positions, limit), null);
            this.limit = limit;
        }

        /** How many positions the model can take in: text tokens and 80 ms of sound. */
        public int limit() {
            return this.limit;
        }

    }

}
