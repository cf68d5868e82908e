package io.parley.text.phonemes;

import org.jspecify.annotations.Nullable;

/** A pronouncing dictionary or letter-to-sound model cannot be used. */
public final class PhonemesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PhonemesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

}
