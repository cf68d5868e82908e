package io.parley.audio.encoder;

import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * One of FFmpeg's encoders for mono sound: cuts what comes into frames of the codec's
 * size and gives back its packets. Not thread-safe.
 */
final class FrameEncoder implements AutoCloseable {

    private final AVCodecContext context;

    private final AVFrame frame;

    private final AVPacket packet;

    private final float[] pending;

    private int size;

    private long position;

    private FrameEncoder(AVCodecContext context, AVFrame frame, AVPacket packet) {
        this.context = context;
        this.frame = frame;
        this.packet = packet;
        this.pending = new float[context.frame_size()];
    }

    /**
     * Opens an encoder, of which all is freed again if that fails.
     * @param settings which, and how
     * @param sampleRate one that it has, in Hz
     */
    static FrameEncoder open(EncoderSettings settings, int sampleRate) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(settings.name());
        if (codec == null) {
            throw new IllegalStateException("FFmpeg has no encoder " + settings.name());
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            open(context, codec, settings, sampleRate);
            FrameEncoder encoder = new FrameEncoder(context, frame, packet);
            encoder.allocateFrame();
            return encoder;
        }
        catch (RuntimeException | Error ex) {
            free(context, frame, packet);
            throw ex;
        }
    }

    private static void open(AVCodecContext context, AVCodec codec, EncoderSettings settings, int sampleRate) {
        context.sample_rate(sampleRate);
        context.sample_fmt(settings.sampleFormat());
        context.bit_rate(settings.bitRate());
        context.compression_level(settings.compressionLevel());
        context.thread_count(1);
        context.time_base().num(1).den(sampleRate);
        avutil.av_channel_layout_default(context.ch_layout(), 1);
        check(avcodec.avcodec_open2(context, codec, (AVDictionary) null), "opened at " + sampleRate + " Hz");
    }

    private void allocateFrame() {
        this.frame.sample_rate(this.context.sample_rate());
        this.frame.format(this.context.sample_fmt());
        this.frame.nb_samples(this.context.frame_size());
        check(avutil.av_channel_layout_copy(this.frame.ch_layout(), this.context.ch_layout()), "laid out");
        check(avutil.av_frame_get_buffer(this.frame, 0), "given a buffer");
    }

    /** Samples that the encoder looks ahead and puts before the first, at its rate. */
    int delay() {
        return this.context.initial_padding();
    }

    /** Samples in each packet. */
    int frameSize() {
        return this.pending.length;
    }

    /** What a decoder needs to know first. */
    byte[] header() {
        byte[] header = new byte[this.context.extradata_size()];
        this.context.extradata().position(0).get(header);
        return header;
    }

    /** How packets come back. */
    @FunctionalInterface
    interface PacketSink {

        /**
         * Takes the next packet.
         * @param packet not empty; the sink's to keep
         */
        void accept(byte[] packet);

    }

    /**
     * Encodes more.
     * @param samples amplitudes in -1 to 1
     * @param count how many of them, from the first on
     */
    void encode(float[] samples, int count, PacketSink sink) {
        int at = 0;
        while (at < count) {
            int part = Math.min(count - at, this.pending.length - this.size);
            System.arraycopy(samples, at, this.pending, this.size, part);
            this.size += part;
            at += part;
            if (this.size == this.pending.length) {
                encodePending(sink);
            }
        }
    }

    /** Encodes what is left, in a last frame that may be shorter. */
    void finish(PacketSink sink) {
        // without any frame encoders have nothing to end: not an error, no packets
        if (this.size > 0) {
            encodePending(sink);
        }
        check(avcodec.avcodec_send_frame(this.context, null), "ended");
        receive(sink);
    }

    private void encodePending(PacketSink sink) {
        this.frame.nb_samples(this.size);
        // the encoder may still hold on to the last one
        check(avutil.av_frame_make_writable(this.frame), "written");
        fill(this.frame.data(0));
        this.frame.pts(this.position);
        this.position += this.size;
        this.size = 0;
        check(avcodec.avcodec_send_frame(this.context, this.frame), "fed");
        receive(sink);
    }

    private void fill(BytePointer data) {
        if (this.context.sample_fmt() == avutil.AV_SAMPLE_FMT_S16) {
            ShortBuffer shorts = data.capacity((long) this.size * Short.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asShortBuffer();
            for (int i = 0; i < this.size; i++) {
                shorts.put(Int16.of(this.pending[i]));
            }
        }
        else {
            FloatBuffer floats = data.capacity((long) this.size * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
            floats.put(this.pending, 0, this.size);
        }
    }

    private void receive(PacketSink sink) {
        int result = avcodec.avcodec_receive_packet(this.context, this.packet);
        while (result >= 0) {
            byte[] bytes = new byte[this.packet.size()];
            if (bytes.length > 0) {
                this.packet.data().get(bytes);
            }
            avcodec.av_packet_unref(this.packet);
            if (bytes.length > 0) {
                sink.accept(bytes);
            }
            result = avcodec.avcodec_receive_packet(this.context, this.packet);
        }
        if (result != AVERROR_EAGAIN() && result != avutil.AVERROR_EOF) {
            check(result, "emptied");
        }
    }

    private static void check(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException("an encoder of FFmpeg could not be " + what + ": error " + result);
        }
    }

    @Override
    public void close() {
        free(this.context, this.frame, this.packet);
    }

    private static void free(@Nullable AVCodecContext context, @Nullable AVFrame frame, @Nullable AVPacket packet) {
        avcodec.avcodec_free_context(context);
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
    }

}
