package io.parley.lfm2audio;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.lfm2audio.Lfm2AudioConfig;

/**
 * Generated items as bytes, big-endian, without their probabilities: a token of text is
 * its id, of four bytes; a frame of sound is how many codes it has, negative, of four
 * bytes, and the codes, of two bytes each.
 */
final class KeptItems {

    private KeptItems() {
    }

    static byte[] write(List<GeneratedItem> items) {
        ByteBuffer bytes = ByteBuffer.allocate(items.stream().mapToInt(KeptItems::size).sum());
        for (GeneratedItem item : items) {
            switch (item) {
                case GeneratedItem.TextToken token -> bytes.putInt(token.id());
                case GeneratedItem.AudioFrame frame -> {
                    bytes.putInt(-frame.codes().length);
                    for (int code : frame.codes()) {
                        bytes.putShort((short) code);
                    }
                }
            }
        }
        return bytes.array();
    }

    private static int size(GeneratedItem item) {
        return Integer.BYTES
                + ((item instanceof GeneratedItem.AudioFrame frame) ? Short.BYTES * frame.codes().length : 0);
    }

    /**
     * Reads what {@link #write} wrote; probabilities are not known.
     * @throws IllegalArgumentException if something else wrote it
     */
    static List<GeneratedItem> read(byte[] kept) {
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        List<GeneratedItem> items = new ArrayList<>();
        try {
            while (bytes.hasRemaining()) {
                int first = bytes.getInt();
                items.add((first >= 0) ? new GeneratedItem.TextToken(first, Double.NaN) : frame(bytes, -first));
            }
        }
        catch (BufferUnderflowException ex) {
            throw new IllegalArgumentException("a kept answer is cut off", ex);
        }
        return items;
    }

    private static GeneratedItem frame(ByteBuffer bytes, int codebooks) {
        if (codebooks < 0 || codebooks > bytes.remaining() / Short.BYTES) {
            throw new BufferUnderflowException();
        }
        int[] codes = new int[codebooks];
        for (int i = 0; i < codebooks; i++) {
            codes[i] = bytes.getShort();
            if (codes[i] < 0 || codes[i] > Lfm2AudioConfig.END_OF_AUDIO) {
                throw new IllegalArgumentException("a kept answer has a code of %d".formatted(codes[i]));
            }
        }
        return new GeneratedItem.AudioFrame(codes);
    }

}
