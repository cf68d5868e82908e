package io.parley.audio.decoder;

import java.nio.file.Path;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Puts the packets of a file into another container, so that tests have more of them. */
final class Remuxer {

    private Remuxer() {
    }

    static void remux(Path source, Path target, String format, String options) {
        remux(source, target, format, options, Double.MAX_VALUE);
    }

    /**
     * Writes the same bytes each time.
     * @param options of the muxer, {@code key=value}
     * @param seconds of sound that are taken, from the start
     */
    static void remux(Path source, Path target, String format, String options, double seconds) {
        AVFormatContext in = new AVFormatContext(null);
        check(avformat.avformat_open_input(in, source.toString(), null, (AVDictionary) null));
        check(avformat.avformat_find_stream_info(in, (AVDictionary) null));
        AVFormatContext out = new AVFormatContext(null);
        check(avformat.avformat_alloc_output_context2(out, null, format, target.toString()));
        AVStream stream = avformat.avformat_new_stream(out, null);
        check(avcodec.avcodec_parameters_copy(stream.codecpar(), in.streams(0).codecpar()));
        stream.codecpar().codec_tag(0);
        AVIOContext io = new AVIOContext(null);
        check(avformat.avio_open(io, target.toString(), avformat.AVIO_FLAG_WRITE));
        out.pb(io);
        out.flags(out.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        AVDictionary dictionary = new AVDictionary(null);
        check(avutil.av_dict_parse_string(dictionary, options, "=", ":", 0));
        check(avformat.avformat_write_header(out, dictionary));
        AVPacket packet = avcodec.av_packet_alloc();
        double tick = avutil.av_q2d(in.streams(0).time_base());
        while (avformat.av_read_frame(in, packet) >= 0 && packet.pts() * tick < seconds) {
            avcodec.av_packet_rescale_ts(packet, in.streams(0).time_base(), stream.time_base());
            check(avformat.av_interleaved_write_frame(out, packet));
        }
        check(avformat.av_write_trailer(out));
        avcodec.av_packet_free(packet);
        avutil.av_dict_free(dictionary);
        avformat.avio_closep(io);
        avformat.avformat_free_context(out);
        avformat.avformat_close_input(in);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg error " + result);
        }
    }

}
