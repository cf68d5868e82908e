package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;

/**
 * AAC, low complexity, each packet behind a header of ISO/IEC 13818-7, 6.2 (ADTS).
 */
final class AdtsCodec implements Codec {

    private static final int HEADER_BYTES = 7;

    private final FrameEncoder encoder;

    private final AudioSpecificConfig config;

    AdtsCodec(int sampleRate) {
        this.encoder = FrameEncoder.open(EncoderSettings.aac(sampleRate), sampleRate);
        this.config = AudioSpecificConfig.of(this.encoder.header());
    }

    /** The fields of ISO/IEC 14496-3, 1.6.2.1 that ADTS repeats. */
    private record AudioSpecificConfig(int objectType, int frequencyIndex, int channels) {

        static AudioSpecificConfig of(byte[] bytes) {
            int bits = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
            return new AudioSpecificConfig(bits >> 11, bits >> 7 & 0xF, bits >> 3 & 0xF);
        }

    }

    @Override
    public void start(ByteArrayOutputStream out) {
        // each frame has its own header
    }

    @Override
    public void encode(float[] samples, int count, ByteArrayOutputStream out) {
        this.encoder.encode(samples, count, (packet) -> write(packet, out));
    }

    @Override
    public void finish(ByteArrayOutputStream out) {
        this.encoder.finish((packet) -> write(packet, out));
    }

    private void write(byte[] packet, ByteArrayOutputStream out) {
        int length = packet.length + HEADER_BYTES;
        // sync word, MPEG-4, no checksum
        out.write(0xFF);
        out.write(0xF1);
        out.write(this.config.objectType() - 1 << 6 | this.config.frequencyIndex() << 2 | this.config.channels() >> 2);
        out.write((this.config.channels() & 3) << 6 | length >> 11);
        out.write(length >> 3);
        // a buffer fullness of all ones: not said; one block
        out.write((length & 7) << 5 | 0x1F);
        out.write(0xFC);
        out.writeBytes(packet);
    }

    @Override
    public void close() {
        this.encoder.close();
    }

}
