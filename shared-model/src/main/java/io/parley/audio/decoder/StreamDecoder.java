package io.parley.audio.decoder;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** One stream's codec. */
final class StreamDecoder implements AutoCloseable {

    private final AVCodecContext context;

    private StreamDecoder(AVCodecContext context) {
        this.context = context;
    }

    static StreamDecoder open(AVStream stream) throws DecodeException {
        AVCodecParameters parameters = stream.codecpar();
        checkBounds(parameters.sample_rate(), parameters.ch_layout().nb_channels());
        AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (codec == null) {
            throw new DecodeException(DecodeFault.UNSUPPORTED_CODEC);
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        StreamDecoder decoder = new StreamDecoder(context);
        try {
            decoder.open(codec, stream);
            return decoder;
        }
        catch (DecodeException | RuntimeException ex) {
            decoder.close();
            throw ex;
        }
    }

    private void open(AVCodec codec, AVStream stream) throws DecodeException {
        if (avcodec.avcodec_parameters_to_context(this.context, stream.codecpar()) < 0) {
            throw new DecodeException(DecodeFault.BROKEN);
        }
        this.context.pkt_timebase(stream.time_base());
        this.context.thread_count(1);
        avutil.av_opt_set(this.context, "codec_whitelist", AcceptedMedia.CODECS, 0);
        if (avcodec.avcodec_open2(this.context, codec, (AVDictionary) null) < 0) {
            throw new DecodeException(DecodeFault.UNSUPPORTED_CODEC);
        }
    }

    /** Refuses rates and channels that are not of sound. */
    static void checkBounds(int sampleRate, int channels) throws DecodeException {
        if (sampleRate < AcceptedMedia.MIN_SAMPLE_RATE || sampleRate > AcceptedMedia.MAX_SAMPLE_RATE || channels < 1
                || channels > AcceptedMedia.MAX_CHANNELS) {
            throw new DecodeException(DecodeFault.OUT_OF_BOUNDS);
        }
    }

    /**
     * Feeds a packet, or the end of the stream.
     * @return false if the packet is broken
     */
    boolean send(@Nullable AVPacket packet) {
        return avcodec.avcodec_send_packet(this.context, packet) >= 0;
    }

    /**
     * Takes sound out.
     * @return false if there is none before more is fed
     */
    boolean receive(AVFrame frame) {
        return avcodec.avcodec_receive_frame(this.context, frame) >= 0;
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(this.context);
    }

}
