package io.parley.audio.decoder;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** A file's container, opened, of which the first audio stream is read. */
final class Container implements AutoCloseable {

    private static final int PROBE_BYTES = 1 << 20;

    private static final int ANALYZE_MICROSECONDS = 5_000_000;

    private final AVFormatContext context;

    private final AVStream stream;

    private Container(AVFormatContext context, AVStream stream) {
        this.context = context;
        this.stream = stream;
    }

    /**
     * Finds out what a file is.
     * @param io where its bytes come from; outlives the container
     */
    static Container open(AVIOContext io) throws DecodeException {
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(io);
        set(context, "format_whitelist", AcceptedMedia.FORMATS);
        set(context, "codec_whitelist", AcceptedMedia.CODECS);
        set(context, "protocol_whitelist", AcceptedMedia.PROTOCOLS);
        set(context, "max_streams", Integer.toString(AcceptedMedia.MAX_STREAMS));
        set(context, "formatprobesize", Integer.toString(PROBE_BYTES));
        set(context, "analyzeduration", Integer.toString(ANALYZE_MICROSECONDS));
        // on failure this frees the context
        if (avformat.avformat_open_input(context, (String) null, null, (AVDictionary) null) < 0) {
            throw new DecodeException(DecodeFault.UNKNOWN_FORMAT);
        }
        try {
            return new Container(context, audioStream(context));
        }
        catch (DecodeException | RuntimeException ex) {
            avformat.avformat_close_input(context);
            throw ex;
        }
    }

    private static void set(AVFormatContext context, String option, String value) {
        if (avutil.av_opt_set(context, option, value, 0) < 0) {
            throw new IllegalStateException("FFmpeg knows no option " + option);
        }
    }

    private static AVStream audioStream(AVFormatContext context) throws DecodeException {
        if (context.probe_score() < AcceptedMedia.MIN_PROBE_SCORE) {
            throw new DecodeException(DecodeFault.UNKNOWN_FORMAT);
        }
        discardAllButFirstAudio(context);
        if (avformat.avformat_find_stream_info(context, (AVDictionary) null) < 0) {
            throw new DecodeException(DecodeFault.BROKEN);
        }
        // again: some formats show their streams only as they are read
        AVStream stream = discardAllButFirstAudio(context);
        if (stream == null) {
            throw new DecodeException(DecodeFault.NO_AUDIO_STREAM);
        }
        return stream;
    }

    private static @Nullable AVStream discardAllButFirstAudio(AVFormatContext context) {
        AVStream first = null;
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (first == null && stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
                first = stream;
            }
            else {
                stream.discard(avcodec.AVDISCARD_ALL);
            }
        }
        return first;
    }

    AVStream stream() {
        return this.stream;
    }

    /**
     * How long the sound is as far as the container tells, or FFmpeg by its bit rate; in
     * microseconds, 0 if unknown.
     */
    long durationMicroseconds() {
        return Math.max(0, this.context.duration());
    }

    /**
     * Reads on.
     * @param packet receives the stream's next packet, to be unreferenced
     * @return false at the end, or where the rest cannot be read
     */
    boolean next(AVPacket packet) {
        while (avformat.av_read_frame(this.context, packet) >= 0) {
            if (packet.stream_index() == this.stream.index()) {
                return true;
            }
            avcodec.av_packet_unref(packet);
        }
        return false;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(this.context);
    }

}
