package io.parley.audio.decoder;

import java.time.Duration;

import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;

/**
 * Why a worker gave up a file. Travels as its ordinal: a worker's words never reach a
 * caller.
 */
enum DecodeFault {

    /** The content is none of the formats. */
    UNKNOWN_FORMAT("The audio file could not be decoded, or its format is not supported."),

    /** A container, but without sound in it. */
    NO_AUDIO_STREAM("The file has no audio stream."),

    /** A known container with a codec that is not on the list. */
    UNSUPPORTED_CODEC("The codec of the audio file is not supported."),

    /** Sample rate or channels beyond what sound has. */
    OUT_OF_BOUNDS("The sample rate or the number of channels of the audio file is not supported."),

    /** Nothing in it, or nearly nothing, could be decoded. */
    BROKEN("The audio file is broken."),

    /** Well formed, with not one sample. */
    NO_SOUND("The audio file holds no sound."),

    /** More samples than allowed. */
    TOO_LONG("The audio file is too long.");

    private final String message;

    DecodeFault(String message) {
        this.message = message;
    }

    String message() {
        return this.message;
    }

    /** What the caller of the decoder gets. */
    AudioException toException(AudioLimits limits) {
        return (this == TOO_LONG) ? new AudioException.TooLong(ceilSeconds(limits.maxDuration()))
                : new AudioException.Undecodable(this.message);
    }

    private static long ceilSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

}
