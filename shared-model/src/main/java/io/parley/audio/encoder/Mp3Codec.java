package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;

/**
 * MPEG audio layer III as bare frames of a constant bit rate. A Xing frame, which would
 * tell the length, belongs at the beginning and is known at the end; without it players
 * reckon the length from the bit rate.
 */
final class Mp3Codec implements Codec {

    private final FrameEncoder encoder;

    Mp3Codec(int sampleRate) {
        this.encoder = FrameEncoder.open(EncoderSettings.mp3(sampleRate), sampleRate);
    }

    @Override
    public void start(ByteArrayOutputStream out) {
        // each frame has its own header
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
