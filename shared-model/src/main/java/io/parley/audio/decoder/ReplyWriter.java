package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The worker's side of the pipe; gathers small pieces of sound into larger replies. */
final class ReplyWriter implements SampleSink {

    private final WritableByteChannel channel;

    private final ByteBuffer sound = ByteBuffer.allocateDirect(Reply.HEADER_BYTES + Reply.MAX_PAYLOAD_BYTES);

    private final ByteBuffer control = ByteBuffer.allocateDirect(Reply.HEADER_BYTES + Long.BYTES);

    ReplyWriter(WritableByteChannel channel) {
        this.channel = channel;
        this.sound.position(Reply.HEADER_BYTES);
    }

    void ready() throws IOException {
        send(this.control.clear().put(Reply.READY).putInt(0));
    }

    void end() throws IOException {
        flushSound();
        send(this.control.clear().put(Reply.END).putInt(0));
    }

    void fault(DecodeFault fault) throws IOException {
        flushSound();
        send(this.control.clear().put(Reply.FAULT).putInt(1).put((byte) fault.ordinal()));
    }

    @Override
    public void expect(long samples) throws IOException {
        send(this.control.clear().put(Reply.EXPECTED).putInt(Long.BYTES).putLong(samples));
    }

    @Override
    public void accept(ByteBuffer samples) throws IOException {
        while (samples.hasRemaining()) {
            int count = Math.min(samples.remaining(), this.sound.remaining());
            this.sound.put(samples.slice(samples.position(), count));
            samples.position(samples.position() + count);
            if (!this.sound.hasRemaining()) {
                flushSound();
            }
        }
    }

    private void flushSound() throws IOException {
        int payload = this.sound.position() - Reply.HEADER_BYTES;
        if (payload > 0) {
            send(this.sound.put(0, Reply.SOUND).putInt(1, payload));
            this.sound.clear().position(Reply.HEADER_BYTES);
        }
    }

    private void send(ByteBuffer reply) throws IOException {
        reply.flip();
        while (reply.hasRemaining()) {
            this.channel.write(reply);
        }
    }

}
