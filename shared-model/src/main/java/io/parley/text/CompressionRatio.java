package io.parley.text;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * How much shorter a text gets under deflate: about 1 for a few words, about 1.5 for
 * running text, much more for one that repeats itself. What callers of Whisper know as
 * {@code compression_ratio}.
 */
public final class CompressionRatio {

    private CompressionRatio() {
    }

    /**
     * The ratio of lengths in bytes of UTF-8, before and after.
     * @return 1 for an empty text
     */
    public static double of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return 1;
        }
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[bytes.length + 64];
            long compressed = 0;
            while (!deflater.finished()) {
                compressed += deflater.deflate(buffer);
            }
            return (double) bytes.length / compressed;
        }
    }

}
