package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.channels.FileChannel;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes whole files in this process, one at a time. Only a worker should: FFmpeg runs
 * on bytes that nobody vouches for.
 */
final class AudioFileDecoder implements AutoCloseable {

    /**
     * Most bytes of one allocation by FFmpeg, so that a size read from a file cannot ask
     * for all memory. The index of a ten-hour mp4 stays below it.
     */
    private static final long MAX_ALLOCATION = 256L << 20;

    private final FileIo io;

    AudioFileDecoder() {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        avutil.av_max_alloc(MAX_ALLOCATION);
        this.io = new FileIo();
    }

    /**
     * Decodes a file's first audio stream.
     * @param file to be read from its start; left open
     * @param sampleRate of the sound wanted, in Hz
     * @param maxSamples most samples at that rate
     * @param sink takes the sound as it is decoded
     * @throws DecodeException if the file cannot be decoded or lasts too long
     * @throws IOException if the file cannot be read or the sink fails
     */
    void decode(FileChannel file, int sampleRate, long maxSamples, SampleSink sink)
            throws DecodeException, IOException {
        AVIOContext context = this.io.open(file);
        try (Container container = Container.open(context);
                StreamDecoder decoder = StreamDecoder.open(container.stream())) {
            sink.expect(Math.round(container.durationMicroseconds() / 1e6 * sampleRate));
            SampleLimit limit = new SampleLimit(sink, maxSamples);
            int broken;
            try (FrameConverter converter = new FrameConverter(sampleRate, limit)) {
                broken = pump(container, decoder, converter);
            }
            this.io.rethrow();
            if (limit.isExceeded()) {
                throw new DecodeException(DecodeFault.TOO_LONG);
            }
            if (limit.isUntouched()) {
                throw new DecodeException((broken > 0) ? DecodeFault.BROKEN : DecodeFault.NO_SOUND);
            }
        }
        finally {
            this.io.release(context);
        }
    }

    /** Returns how many packets could not be decoded. */
    private static int pump(Container container, StreamDecoder decoder, FrameConverter converter)
            throws DecodeException, IOException {
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        try {
            int broken = 0;
            boolean wanted = true;
            while (wanted && container.next(packet)) {
                boolean sound = decoder.send(packet);
                avcodec.av_packet_unref(packet);
                broken += sound ? 0 : 1;
                wanted = converter.drain(decoder, frame);
            }
            if (wanted) {
                decoder.send(null);
                converter.drain(decoder, frame);
                converter.flush();
            }
            return broken;
        }
        finally {
            avutil.av_frame_free(frame);
            avcodec.av_packet_free(packet);
        }
    }

    @Override
    public void close() {
        this.io.close();
    }

}
