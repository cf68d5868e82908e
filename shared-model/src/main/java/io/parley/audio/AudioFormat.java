package io.parley.audio;

import java.util.Arrays;
import java.util.Optional;

/** The formats in which sound leaves. */
public enum AudioFormat {

    /** MPEG audio layer III, a constant bit rate, frames only. */
    MP3("mp3", "audio/mpeg"),

    /** Opus in Ogg. */
    OPUS("opus", "audio/ogg"),

    /** AAC, low complexity, in ADTS frames. */
    AAC("aac", "audio/aac"),

    /** FLAC of 16 bits, without loss beyond that. */
    FLAC("flac", "audio/flac"),

    /** RIFF wave, 16 bits. */
    WAV("wav", "audio/wav"),

    /** Bare samples: 24,000 Hz, signed 16 bits, little-endian. */
    PCM("pcm", "audio/pcm");

    private final String wireName;

    private final String contentType;

    AudioFormat(String wireName, String contentType) {
        this.wireName = wireName;
        this.contentType = contentType;
    }

    /** The name in requests, in lower case. */
    public String wireName() {
        return this.wireName;
    }

    /** The media type of what {@link AudioEncoders} make. */
    public String contentType() {
        return this.contentType;
    }

    /**
     * Finds a format by its name in requests.
     * @param wireName in lower case
     */
    public static Optional<AudioFormat> of(String wireName) {
        return Arrays.stream(values()).filter(format -> format.wireName.equals(wireName)).findFirst();
    }

}
