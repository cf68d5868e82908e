package io.parley.asr.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The shapes that a transcript can be written in. */
public enum ResponseFormat {

    /** An object with the text. */
    JSON("application/json", "json"),
    /** The text alone, ended by a newline. */
    TEXT("text/plain", "txt"),
    /** An object with all that is known. */
    VERBOSE_JSON("application/json", "json"),
    /** SubRip subtitles. */
    SRT("text/plain", "srt"),
    /** WebVTT subtitles. */
    VTT("text/vtt", "vtt");

    private final String contentType;

    private final String extension;

    ResponseFormat(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /** Finds a format by its name in a request. */
    public static Optional<ResponseFormat> named(String wireName) {
        return Arrays.stream(values()).filter((format) -> format.wireName().equals(wireName)).findFirst();
    }

    /** Its name in a request. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The media type of what is written, without its character set, which is UTF-8. */
    public String contentType() {
        return this.contentType;
    }

    /** The usual end of a file's name, without the dot. */
    public String extension() {
        return this.extension;
    }

    /** Whether it shows text at times of the sound. */
    public boolean isSubtitles() {
        return this == SRT || this == VTT;
    }

    @Override
    public String toString() {
        return wireName();
    }

}
