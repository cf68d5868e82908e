package io.parley.audio;

/**
 * Sound that cannot be used as asked; the message is one sentence for the caller.
 */
public abstract sealed class AudioException extends RuntimeException {

    private AudioException(String message) {
        super(message);
    }

    /** The bytes hold no sound in a supported format, or are broken. */
    public static final class Undecodable extends AudioException {

        public Undecodable(String message) {
            super(message);
        }

    }

    /** The file has more bytes than the caller accepts. */
    public static final class TooManyBytes extends AudioException {

        private final long limit;

        public TooManyBytes(long limit) {
            super("The audio file is larger than the limit of %d bytes.".formatted(limit));
            this.limit = limit;
        }

        /** The limit that was broken, in bytes. */
        public long limit() {
            return this.limit;
        }

    }

    /** The sound lasts longer than the caller accepts. */
    public static final class TooLong extends AudioException {

        public TooLong(long limitSeconds) {
            super("The audio is longer than the limit of %d seconds.".formatted(limitSeconds));
        }

    }

    /** The sound is too short for what is to be done with it. */
    public static final class TooShort extends AudioException {

        public TooShort(long minimumMillis) {
            super("The audio is shorter than the minimum of %d ms.".formatted(minimumMillis));
        }

    }

    /** The sound's sample rate cannot be converted. */
    public static final class UnsupportedRate extends AudioException {

        public UnsupportedRate(int sampleRate) {
            super("The sample rate of %d Hz is not supported.".formatted(sampleRate));
        }

    }

    /** Too many files are being decoded: the same request may succeed later. */
    public static final class Overloaded extends AudioException {

        public Overloaded() {
            super("The server is decoding too many audio files at the moment.");
        }

    }

    /** This machine cannot decode now: a fault of ours, not of the file. */
    public static final class DecoderFailure extends AudioException {

        public DecoderFailure(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }

    }

    /** This machine cannot encode: a fault of ours. */
    public static final class EncoderFailure extends AudioException {

        public EncoderFailure(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }

    }

}
