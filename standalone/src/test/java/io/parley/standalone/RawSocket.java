package io.parley.standalone;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/** A client of a session that sends bytes as they are, and reads frames. */
final class RawSocket implements AutoCloseable {

    static final int TEXT = 0x81;

    static final int CLOSE = 0x88;

    static final int PING = 0x89;

    static final int PONG = 0x8a;

    private final Socket socket;

    private final DataInputStream in;

    RawSocket(URI suite) throws IOException {
        this.socket = new Socket(suite.getHost(), suite.getPort());
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(20_000);
        this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream()));
        send("""
                GET /v1/realtime HTTP/1.1
                Host: here
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) this.in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer.toString());
        }
    }

    /** A frame's beginning (RFC 6455, 5.2) with the shortest form of its length. */
    static byte[] header(int first, boolean masked, long length) {
        int mask = masked ? 0x80 : 0;
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
        if (length >= 0 && length <= 125) {
            header.put((byte) (mask | length));
        }
        else if (length >= 0 && length <= 0xffff) {
            header.put((byte) (mask | 126)).putShort((short) length);
        }
        else {
            header.put((byte) (mask | 127)).putLong(length);
        }
        return Arrays.copyOf(header.array(), header.position());
    }

    /** A whole frame, masked. */
    static byte[] frame(int first, byte[] payload, SplittableRandom random) {
        return frame(header(first, true, payload.length), payload, random);
    }

    /** A frame with a beginning of one's own. */
    static byte[] frame(byte[] header, byte[] payload, SplittableRandom random) {
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    void send(byte[] bytes) throws IOException {
        this.socket.getOutputStream().write(bytes);
    }

    /** Sends what the server may have cut off already. */
    void sendIfOpen(byte[] bytes) throws IOException {
        try {
            send(bytes);
        }
        catch (SocketException _) {
            // what it said before can still be read
        }
    }

    /** The next frame, or null if the connection has ended. */
    @Nullable Frame next() throws IOException {
        try {
            int first = this.in.readUnsignedByte();
            int length = this.in.readUnsignedByte();
            return new Frame(first, this.in.readNBytes((length == 126) ? this.in.readUnsignedShort()
                    : (length == 127) ? Math.toIntExact(this.in.readLong()) : length));
        }
        catch (EOFException | SocketException _) {
            return null;
        }
    }

    /** The status of the close frame that comes sooner or later; -1 if none does. */
    int closeStatus() throws IOException {
        Frame frame = next();
        while (frame != null && frame.first() != CLOSE) {
            frame = next();
        }
        return (frame != null) ? ByteBuffer.wrap(frame.payload()).getShort() : -1;
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

    /**
     * A frame of the server's.
     *
     * @param first its first byte: whether it is a message's last, and its opcode
     */
    record Frame(int first, byte[] payload) {
    }

}
