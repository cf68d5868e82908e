package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;

import org.junit.jupiter.api.Test;

/** What the parent makes of a worker's words, true and false ones. */
class ReplyTest {

    @Test
    void soundArrivesAsItWasSentInWholeSamples() throws IOException {
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        ReplyWriter writer = new ReplyWriter(Channels.newChannel(pipe));
        int samples = 20_000;
        ByteBuffer sound = ByteBuffer.allocate(samples * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < samples; i++) {
            sound.putFloat(i);
        }
        sound.flip();
        writer.ready();
        writer.expect(1L << 40);
        writer.accept(sound.slice(0, 4_000));
        writer.accept(sound.slice(4_000, sound.limit() - 4_000));
        writer.end();
        writer.fault(DecodeFault.BROKEN);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(pipe.toByteArray()));
        assertThat(Reply.read(in)).isEqualTo(new Reply.Ready());
        assertThat(Reply.read(in)).isEqualTo(new Reply.Expected(1L << 40));
        int heard = 0;
        Reply reply = Reply.read(in);
        while (reply instanceof Reply.Sound(float[] piece)) {
            for (float sample : piece) {
                assertThat(sample).isEqualTo(heard++);
            }
            reply = Reply.read(in);
        }
        assertThat(heard).isEqualTo(samples);
        assertThat(reply).isEqualTo(new Reply.End());
        assertThat(Reply.read(in)).isEqualTo(new Reply.Fault(DecodeFault.BROKEN));
    }

    @Test
    void whatNoWorkerSaysIsRefused() {
        assertRefused(Reply.SOUND, Integer.MAX_VALUE);
        assertRefused(Reply.SOUND, -1);
        assertRefused((byte) 77, 0);
        assertRefused(Reply.EXPECTED, 4, (byte) 0, (byte) 0, (byte) 0, (byte) 9);
        assertRefused(Reply.FAULT, 0);
        assertRefused(Reply.FAULT, 1, (byte) 99);
        assertRefused(Reply.FAULT, 1, (byte) -1);
        assertThatIOException().isThrownBy(() -> read(Reply.SOUND, 400)).isInstanceOf(EOFException.class);
    }

    private static void assertRefused(byte type, int length, byte... payload) {
        assertThatIOException().isThrownBy(() -> read(type, length, payload)).withMessageContaining("decoder worker");
    }

    private static Reply read(byte type, int length, byte... payload) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(Reply.HEADER_BYTES + payload.length);
        reply.put(type).putInt(length).put(payload);
        return Reply.read(new DataInputStream(new ByteArrayInputStream(reply.array())));
    }

}
