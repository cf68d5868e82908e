package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * RIFF wave of 16 bits, mono. While the length is unknown both sizes in the header are
 * 0xFFFFFFFF, which readers take for "to the end".
 */
final class WavCodec implements Codec {

    private static final int HEADER_BYTES = 44;

    /** Of which eight bytes, name and size, do not count in the RIFF size. */
    private static final int COUNTED_HEADER_BYTES = HEADER_BYTES - 8;

    private static final int FORMAT_BYTES = 16;

    private static final short INTEGER_PCM = 1;

    private static final long UNKNOWN = 0xFFFF_FFFFL;

    private final int sampleRate;

    private final OptionalLong samples;

    private final PcmCodec pcm = new PcmCodec();

    /**
     * Makes a codec.
     * @param sampleRate in Hz
     * @param samples how many will come, if known
     */
    WavCodec(int sampleRate, OptionalLong samples) {
        this.sampleRate = sampleRate;
        this.samples = samples;
    }

    @Override
    public void start(ByteArrayOutputStream out) {
        long bytes = Int16.BYTES * Math.min(this.samples.orElse(UNKNOWN), UNKNOWN);
        // more than 32 bits can say, a day of 24 kHz, is unknown too
        boolean known = bytes < UNKNOWN - COUNTED_HEADER_BYTES;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (known ? bytes + COUNTED_HEADER_BYTES : UNKNOWN)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(INTEGER_PCM).putShort((short) 1);
        header.putInt(this.sampleRate)
            .putInt(this.sampleRate * Int16.BYTES)
            .putShort((short) Int16.BYTES)
            .putShort((short) Short.SIZE);
        header.put(ascii("data")).putInt((int) (known ? bytes : UNKNOWN));
        out.writeBytes(header.array());
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void encode(float[] samples, int count, ByteArrayOutputStream out) {
        this.pcm.encode(samples, count, out);
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        this.pcm.finish(out);
    }

    @Override
    public void close() {
        this.pcm.close();
    }

}
