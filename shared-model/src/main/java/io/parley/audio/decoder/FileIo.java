package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which FFmpeg gets bytes: callbacks on a channel that was opened for it.
 * Made once and used for many files, one after the other: JavaCPP has room for about ten
 * callback objects of a class in a process.
 */
final class FileIo implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final int WHENCE_MASK = 0xFF;

    private final Read_packet_Pointer_BytePointer_int reader = new Read_packet_Pointer_BytePointer_int() {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            return read(target, size);
        }
    };

    private final Seek_Pointer_long_int seeker = new Seek_Pointer_long_int() {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            return seek(offset, whence);
        }
    };

    private @Nullable FileChannel file;

    private @Nullable IOException failure;

    /** Points FFmpeg at a file; to be freed with {@link #release}. */
    AVIOContext open(FileChannel channel) {
        this.file = channel;
        this.failure = null;
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
        return avformat.avio_alloc_context(buffer, BUFFER_BYTES, 0, null, this.reader, null, this.seeker);
    }

    void release(AVIOContext context) {
        // FFmpeg may have put another buffer in the place of the first
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
        this.file = null;
    }

    /** Tells a failing disk from the end of the file, which look alike to FFmpeg. */
    void rethrow() throws IOException {
        if (this.failure != null) {
            throw this.failure;
        }
    }

    private int read(BytePointer target, int size) {
        FileChannel channel = this.file;
        if (channel == null) {
            return avutil.AVERROR_EXTERNAL;
        }
        try {
            ByteBuffer bytes = target.capacity(size).asByteBuffer();
            int count = channel.read(bytes);
            return (count > 0) ? count : avutil.AVERROR_EOF;
        }
        catch (IOException ex) {
            this.failure = ex;
            return avutil.AVERROR_EXTERNAL;
        }
    }

    private long seek(long offset, int whence) {
        FileChannel channel = this.file;
        if (channel == null) {
            return avutil.AVERROR_EXTERNAL;
        }
        try {
            if ((whence & avformat.AVSEEK_SIZE) != 0) {
                return channel.size();
            }
            long position = switch (whence & WHENCE_MASK) {
                case 0 -> offset;
                case 1 -> channel.position() + offset;
                case 2 -> channel.size() + offset;
                default -> -1;
            };
            if (position < 0) {
                return avutil.AVERROR_EXTERNAL;
            }
            channel.position(position);
            return position;
        }
        catch (IOException ex) {
            this.failure = ex;
            return avutil.AVERROR_EXTERNAL;
        }
    }

    @Override
    public void close() {
        this.reader.close();
        this.seeker.close();
    }

}
