package io.parley.asr.format.json;

import java.util.Locale;

/** What {@link ResponseFormat#VERBOSE_JSON} lists with its times. */
public enum TimestampGranularity {

    /** Every word. */
    WORD,

    /** Every segment, about a sentence. */
    SEGMENT;

    /** Its name in a request. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

}
