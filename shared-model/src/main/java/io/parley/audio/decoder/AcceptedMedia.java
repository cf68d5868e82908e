package io.parley.audio.decoder;

/**
 * What FFmpeg may use of itself. It has hundreds of parsers for formats nobody sends, and
 * some (playlists, session descriptions) that open other files and hosts.
 */
final class AcceptedMedia {

    /** Names of demuxers. */
    static final String FORMATS = "wav,mp3,flac,ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,aac";

    /** Names of decoders; {@code mp2} is what .mpga files may hold. */
    static final String CODECS = "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
            + "pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,"
            + "mp3float,mp3,mp2float,mp2,flac,vorbis,opus,aac,alac";

    /** Names of protocols: none, because all bytes come through {@link FileIo}. */
    static final String PROTOCOLS = "";

    /**
     * Least confidence of FFmpeg (0 to 100) that bytes are the format it found. Random
     * bytes pass as MPEG audio with 1 to 5; four real frames in a row give 25.
     */
    static final int MIN_PROBE_SCORE = 25;

    static final int MAX_STREAMS = 32;

    static final int MAX_CHANNELS = 32;

    static final int MIN_SAMPLE_RATE = 1_000;

    static final int MAX_SAMPLE_RATE = 384_000;

    private AcceptedMedia() {
    }

}
