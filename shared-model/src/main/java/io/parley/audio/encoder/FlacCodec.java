package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * FLAC of 16 bits: the marker, a STREAMINFO block (RFC 9639, 8.2), frames. The number of
 * samples is in it if known, otherwise 0, which says unknown, as do the zeros in the
 * place of the checksum.
 */
final class FlacCodec implements Codec {

    private static final int LAST_BLOCK = 0x80;

    private static final int STREAM_INFO_BYTES = 34;

    /** Of the byte whose lower half begins the 36 bits of the number of samples. */
    private static final int TOTAL_AT = 13;

    private static final long MAX_TOTAL = (1L << 36) - 1;

    private final FrameEncoder encoder;

    private final OptionalLong samples;

    /**
     * Opens the encoder.
     * @param sampleRate in Hz
     * @param samples how many will come at that rate, if known
     */
    FlacCodec(int sampleRate, OptionalLong samples) {
        this.encoder = FrameEncoder.open(EncoderSettings.flac(), sampleRate);
        this.samples = samples;
    }

    @Override
    public void start(ByteArrayOutputStream out) {
        byte[] info = this.encoder.header();
        long total = this.samples.orElse(0);
        if (total <= MAX_TOTAL) {
            info[TOTAL_AT] |= (byte) (total >> 32);
            for (int i = 1; i <= Integer.BYTES; i++) {
                info[TOTAL_AT + i] = (byte) (total >> Integer.SIZE - i * Byte.SIZE);
            }
        }
        out.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] { (byte) LAST_BLOCK, 0, 0, STREAM_INFO_BYTES });
        out.writeBytes(info);
    }

    @Override
    public void encode(float[] samples, int count, ByteArrayOutputStream out) {
        this.encoder.encode(samples, count, out::writeBytes);
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        this.encoder.finish(out::writeBytes);
    }

    @Override
    public void close() {
        this.encoder.close();
    }

}
