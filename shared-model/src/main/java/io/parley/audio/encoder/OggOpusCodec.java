package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Opus in Ogg (RFC 7845). Positions are in samples at 48 kHz, whatever the encoder's
 * rate, and count what the encoder puts before the first sample; the last page's position
 * is where the sound ends, so that players cut off what fills its last packet.
 */
final class OggOpusCodec implements Codec {

    /** What all rates of Opus divide. */
    private static final int POSITIONS_PER_SECOND = 48_000;

    /** 240 ms, and no more than 72 of a page's 255 segments. */
    private static final int PACKETS_PER_PAGE = 12;

    private static final int TAG_LENGTHS_BYTES = 8;

    private final FrameEncoder encoder;

    private final int positionsPerSample;

    private final OggPages pages;

    /** Encoded, not yet in a page. */
    private final List<byte[]> packets = new ArrayList<>();

    private long accepted;

    private long encoded;

    /**
     * Opens the encoder.
     * @param sampleRate one that Opus has, in Hz
     * @param serial tells this stream from others that it may be joined with
     */
    OggOpusCodec(int sampleRate, int serial) {
        this.encoder = FrameEncoder.open(EncoderSettings.opus(), sampleRate);
        this.positionsPerSample = POSITIONS_PER_SECOND / sampleRate;
        this.pages = new OggPages(serial);
    }

    @Override
    public void start(ByteArrayOutputStream out) {
        this.pages.write(List.of(this.encoder.header()), 0, false, out);
        this.pages.write(List.of(tags()), 0, false, out);
    }

    private static byte[] tags() {
        byte[] name = "OpusTags".getBytes(StandardCharsets.US_ASCII);
        byte[] vendor = "Parley".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + vendor.length + TAG_LENGTHS_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(name)
            .putInt(vendor.length)
            .put(vendor)
            .putInt(0)
            .array();
    }

    @Override
    public void encode(float[] samples, int count, ByteArrayOutputStream out) {
        this.accepted += count;
        this.encoder.encode(samples, count, (packet) -> add(packet, out));
        // not held back for a fuller page: somebody is waiting to hear it
        if (!this.packets.isEmpty()) {
            writePage(out);
        }
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        this.encoder.finish((packet) -> add(packet, out));
        long end = (this.accepted + this.encoder.delay()) * this.positionsPerSample;
        this.pages.write(this.packets, end, true, out);
    }

    private void add(byte[] packet, ByteArrayOutputStream out) {
        if (this.packets.size() == PACKETS_PER_PAGE) {
            writePage(out);
        }
        this.packets.add(packet);
        this.encoded += this.encoder.frameSize();
    }

    private void writePage(ByteArrayOutputStream out) {
        this.pages.write(this.packets, this.encoded * this.positionsPerSample, false, out);
        this.packets.clear();
    }

    @Override
    public void close() {
        this.encoder.close();
    }

}
