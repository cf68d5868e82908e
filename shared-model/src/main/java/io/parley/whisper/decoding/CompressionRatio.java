package io.parley.whisper.decoding;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * How much shorter deflate makes a text: the more it repeats itself, the shorter.
 */
final class CompressionRatio {

    private CompressionRatio() {
    }

    /** Bytes of the text in UTF-8 by bytes of its zlib form. */
    static double of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] compressed = new byte[bytes.length + 64];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return (double) bytes.length / deflater.deflate(compressed);
        }
    }

}
