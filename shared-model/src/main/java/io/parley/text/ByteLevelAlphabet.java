package io.parley.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The letters in which byte-level vocabularies write bytes, as GPT-2's does: printable
 * characters of Latin-1 stand for themselves, the other bytes, in order, for the
 * characters from U+0100 on.
 */
final class ByteLevelAlphabet {

    private final Map<Integer, Byte> bytes = new HashMap<>();

    ByteLevelAlphabet() {
        int substitute = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
            this.bytes.put(printable ? value : substitute++, (byte) value);
        }
    }

    /**
     * The bytes of a token. What is not of this alphabet stands for itself, in UTF-8.
     */
    byte[] bytes(String written) {
        int[] letters = written.codePoints().toArray();
        byte[] result = new byte[letters.length];
        for (int i = 0; i < letters.length; i++) {
            Byte value = this.bytes.get(letters[i]);
            if (value == null) {
                return written.getBytes(StandardCharsets.UTF_8);
            }
            result[i] = value;
        }
        return result;
    }

}
