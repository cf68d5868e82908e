package io.parley.audio.decoder;

import java.io.IOException;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

import io.parley.audio.SincResampler;

/**
 * Passes decoded frames through a resampler, and through a new one where the stream
 * changes its rate or channels on the way (chained ogg, concatenated mp3). FFmpeg mixes
 * the channels; the rate is changed as torchaudio does, which LFM2-Audio's training did:
 * beside that, FFmpeg's own resampler moves its log-mel features by 3 % (44.1 and 48 kHz,
 * almost all of it in the topmost bands) or 37 % (8 kHz, above 4 kHz) of their size.
 */
final class FrameConverter implements AutoCloseable {

    /**
     * Every usual rate of sound takes fewer. Other rates are FFmpeg's to change: a file
     * that nobody vouches for cannot ask for more filters than that.
     */
    private static final int MAX_FILTERS = 1000;

    private final int sampleRate;

    private final SampleLimit sink;

    private @Nullable SincStage stage;

    private @Nullable MonoResampler resampler;

    FrameConverter(int sampleRate, SampleLimit sink) {
        this.sampleRate = sampleRate;
        this.sink = sink;
    }

    /**
     * Takes all frames that a decoder has now.
     * @return whether more are wanted
     */
    boolean drain(StreamDecoder decoder, AVFrame frame) throws DecodeException, IOException {
        while (decoder.receive(frame)) {
            StreamDecoder.checkBounds(frame.sample_rate(), frame.ch_layout().nb_channels());
            resamplerFor(frame).convert(frame, next());
            avutil.av_frame_unref(frame);
            if (this.sink.isExceeded()) {
                return false;
            }
        }
        return true;
    }

    private MonoResampler resamplerFor(AVFrame frame) throws DecodeException, IOException {
        MonoResampler current = this.resampler;
        if (current != null && current.accepts(frame)) {
            return current;
        }
        flush();
        close();
        int rate = frame.sample_rate();
        boolean sinc = rate != this.sampleRate && SincResampler.filters(rate, this.sampleRate) <= MAX_FILTERS;
        this.stage = sinc ? new SincStage(new SincResampler(rate, this.sampleRate).stream(), this.sink) : null;
        current = new MonoResampler(frame, sinc ? rate : this.sampleRate);
        this.resampler = current;
        return current;
    }

    private SampleSink next() {
        return (this.stage != null) ? this.stage : this.sink;
    }

    /** Hands on what the filter still holds. */
    void flush() throws IOException {
        if (this.resampler != null) {
            this.resampler.flush(next());
        }
        if (this.stage != null) {
            this.stage.finish();
            this.stage = null;
        }
    }

    @Override
    public void close() {
        if (this.resampler != null) {
            this.resampler.close();
            this.resampler = null;
        }
    }

}
