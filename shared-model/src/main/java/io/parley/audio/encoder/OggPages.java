package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The pages of one stream in Ogg (RFC 3533), each with whole packets in it.
 */
final class OggPages {

    private static final int HEADER_BYTES = 27;

    private static final int CHECKSUM_AT = 22;

    /** A packet's length is a sum of these and one smaller number, 0 if need be. */
    private static final int FULL_SEGMENT = 255;

    private static final int FIRST = 2;

    private static final int LAST = 4;

    private final int serial;

    private int number;

    /**
     * Begins a stream.
     * @param serial tells it from others that it may be joined with
     */
    OggPages(int serial) {
        this.serial = serial;
    }

    /**
     * Puts out the next page.
     * @param packets of no more than 255 segments in all
     * @param position the codec's, at the end of these packets
     * @param last whether the stream ends with it
     */
    void write(List<byte[]> packets, long position, boolean last, ByteArrayOutputStream out) {
        int segments = packets.stream().mapToInt(OggPages::segments).sum();
        if (segments > FULL_SEGMENT) {
            throw new IllegalArgumentException(segments + " segments do not fit a page");
        }
        int bytes = packets.stream().mapToInt((packet) -> packet.length).sum();
        ByteBuffer page = ByteBuffer.allocate(HEADER_BYTES + segments + bytes).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        page.put((byte) ((this.number == 0) ? FIRST : last ? LAST : 0));
        page.putLong(position).putInt(this.serial).putInt(this.number++).putInt(0).put((byte) segments);
        for (byte[] packet : packets) {
            for (int i = 1; i < segments(packet); i++) {
                page.put((byte) FULL_SEGMENT);
            }
            page.put((byte) (packet.length % FULL_SEGMENT));
        }
        packets.forEach(page::put);
        page.putInt(CHECKSUM_AT, OggChecksum.of(page.array()));
        out.writeBytes(page.array());
    }

    private static int segments(byte[] packet) {
        return packet.length / FULL_SEGMENT + 1;
    }

}
