package io.parley.audio;

import java.io.InputStream;

/**
 * Decodes sound files that nobody vouches for: wav, mp3, flac, ogg (opus, vorbis), webm,
 * m4a/mp4 and aac, told apart by content. Thread-safe.
 */
public interface AudioDecoder {

    /**
     * Starts decoding.
     * @param encoded the file's bytes; read to its end or to the limit, not closed
     * @param sampleRate of the sound wanted, in Hz, which is changed as
     * {@link SincResampler} does; channels are mixed down to one
     * @param limits what the caller accepts
     * @return the decoded sound, to be closed by the caller
     * @throws AudioException if the bytes are none of the formats or break a limit
     */
    PcmSource decode(InputStream encoded, int sampleRate, AudioLimits limits);

}
