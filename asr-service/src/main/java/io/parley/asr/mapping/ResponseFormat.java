package io.parley.asr.mapping;

import java.util.Arrays;
import java.util.Locale;

import io.parley.web.error.FailureException;

/** The shapes of an answer that callers can ask for. */
public enum ResponseFormat {

    JSON(true), TEXT(true), VERBOSE_JSON(false), SRT(false), VTT(false), DIARIZED_JSON(false);

    private final boolean offered;

    ResponseFormat(boolean offered) {
        this.offered = offered;
    }

    /** Its name in a request. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ResponseFormat of(String wireName) {
        ResponseFormat format = Arrays.stream(values())
            .filter(candidate -> candidate.wireName().equals(wireName))
            .findFirst()
            .orElseThrow(() -> FailureException.badField("response_format",
                    "The response format '%s' does not exist; use 'json' or 'text'."
                        .formatted(FormFields.shown(wireName))));
        if (!format.offered) {
            throw FailureException.badField("response_format",
                    "The response format '%s' is not offered by this server yet; use 'json' or 'text'."
                        .formatted(wireName));
        }
        return format;
    }

}
