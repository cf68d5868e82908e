package io.parley.audio.decoder;

import java.io.IOException;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Passes decoded frames through a resampler, and through a new one where the stream
 * changes its rate or channels on the way (chained ogg, concatenated mp3).
 */
final class FrameConverter implements AutoCloseable {

    private final int sampleRate;

    private final SampleLimit sink;

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
            resamplerFor(frame).convert(frame, this.sink);
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
        current = new MonoResampler(frame, this.sampleRate);
        this.resampler = current;
        return current;
    }

    /** Hands on what the filter still holds. */
    void flush() throws IOException {
        if (this.resampler != null) {
            this.resampler.flush(this.sink);
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
