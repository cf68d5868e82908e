package io.parley.audio.decoder;

import java.io.IOException;
import java.util.Arrays;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames of one sample format, rate and channel layout into mono float32 at the
 * wanted rate, which may be their own.
 */
final class MonoResampler implements AutoCloseable {

    private static final int CHUNK_SAMPLES = 1 << 14;

    /** Taps at the lower of the two rates; twice FFmpeg's default. */
    private static final int FILTER_TAPS = 64;

    private final SwrContext context = new SwrContext(null);

    private final AVChannelLayout layout = new AVChannelLayout();

    private final BytePointer chunk = new BytePointer((long) CHUNK_SAMPLES * Float.BYTES);

    private final PointerPointer<Pointer> planes = new PointerPointer<>(1);

    private final int format;

    private final int sampleRate;

    MonoResampler(AVFrame like, int targetRate) throws DecodeException {
        this.format = like.format();
        this.sampleRate = like.sample_rate();
        this.planes.put(0, this.chunk);
        avutil.av_channel_layout_copy(this.layout, like.ch_layout());
        if (!configure(targetRate)) {
            close();
            throw new DecodeException(DecodeFault.OUT_OF_BOUNDS);
        }
    }

    private boolean configure(int targetRate) {
        try (AVChannelLayout mono = new AVChannelLayout()) {
            avutil.av_channel_layout_default(mono, 1);
            if (swresample.swr_alloc_set_opts2(this.context, mono, avutil.AV_SAMPLE_FMT_FLT, targetRate, this.layout,
                    this.format, this.sampleRate, 0, null) < 0) {
                return false;
            }
        }
        // else two equal channels come out louder than one
        avutil.av_opt_set_double(this.context, "rematrix_maxval", 1.0, 0);
        avutil.av_opt_set_int(this.context, "filter_size", FILTER_TAPS, 0);
        int channels = this.layout.nb_channels();
        if (this.layout.order() != avutil.AV_CHANNEL_ORDER_NATIVE && channels > 2) {
            // nobody says which channel stands where: all count the same
            double[] matrix = new double[channels];
            Arrays.fill(matrix, 1.0 / channels);
            swresample.swr_set_matrix(this.context, matrix, channels);
        }
        return swresample.swr_init(this.context) >= 0;
    }

    /** Whether a frame can go through this resampler. */
    boolean accepts(AVFrame frame) {
        return frame.format() == this.format && frame.sample_rate() == this.sampleRate
                && avutil.av_channel_layout_compare(frame.ch_layout(), this.layout) == 0;
    }

    /** Converts a frame and hands on what comes out by now. */
    void convert(AVFrame frame, SampleSink sink) throws IOException {
        PointerPointer<?> data = frame.extended_data();
        drain(swresample.swr_convert(this.context, this.planes, CHUNK_SAMPLES, data, frame.nb_samples()), data, sink);
    }

    /** Hands on what the filter still holds after the last frame. */
    void flush(SampleSink sink) throws IOException {
        drain(swresample.swr_convert(this.context, this.planes, CHUNK_SAMPLES, (PointerPointer<?>) null, 0), null,
                sink);
    }

    private void drain(int firstCount, @Nullable PointerPointer<?> data, SampleSink sink) throws IOException {
        int count = firstCount;
        while (count > 0) {
            sink.accept(this.chunk.position(0).limit((long) count * Float.BYTES).asByteBuffer());
            count = (count < CHUNK_SAMPLES) ? 0
                    : swresample.swr_convert(this.context, this.planes, CHUNK_SAMPLES, data, 0);
        }
    }

    @Override
    public void close() {
        swresample.swr_free(this.context);
        avutil.av_channel_layout_uninit(this.layout);
        this.layout.close();
        this.planes.close();
        this.chunk.close();
    }

}
