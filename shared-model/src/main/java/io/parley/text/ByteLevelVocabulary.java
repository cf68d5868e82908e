package io.parley.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes behind the tokens of a byte-level BPE vocabulary (Radford et al., "Language
 * Models are Unsupervised Multitask Learners", 2019, section 2.2), which writes every
 * byte as a printable character. Thread-safe.
 */
public final class ByteLevelVocabulary {

    /** Where the characters begin that stand for bytes without a printable one. */
    private static final int REPLACEMENTS = 256;

    private final byte[][] bytes;

    private ByteLevelVocabulary(byte[][] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a vocabulary.
     * @param file a {@code tokenizer.json} of the Hugging Face format, with a byte-level
     * BPE model
     */
    public static ByteLevelVocabulary read(Path file) {
        JsonNode tokens = JsonMapper.shared().readTree(file.toFile()).path("model").path("vocab");
        int[] byteOf = byteByCharacter();
        Map<Integer, byte[]> known = new TreeMap<>();
        tokens.properties().forEach((token) -> known.put(token.getValue().intValue(), bytes(token.getKey(), byteOf)));
        byte[][] table = new byte[known.size()][];
        for (int id = 0; id < table.length; id++) {
            table[id] = known.getOrDefault(id, new byte[0]);
        }
        return new ByteLevelVocabulary(table);
    }

    private static byte[] bytes(String token, int[] byteOf) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (char character : token.toCharArray()) {
            if (character < byteOf.length && byteOf[character] >= 0) {
                bytes.write(byteOf[character]);
            }
            else {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static int[] byteByCharacter() {
        int[] byteOf = new int[2 * REPLACEMENTS];
        Arrays.fill(byteOf, -1);
        int next = REPLACEMENTS;
        for (int value = 0; value < REPLACEMENTS; value++) {
            byteOf[printable(value) ? value : next++] = value;
        }
        return byteOf;
    }

    private static boolean printable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
    }

    /** The bytes of a token; none for a control token. */
    public byte[] bytes(int id) {
        return (id < this.bytes.length) ? this.bytes[id].clone() : new byte[0];
    }

    /**
     * The text of ids, control tokens left out; what is an incomplete character at either
     * end becomes U+FFFD.
     */
    public String text(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id < this.bytes.length) {
                text.writeBytes(this.bytes[id]);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

}
