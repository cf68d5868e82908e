package io.parley.text;

import java.util.Locale;
import java.util.Optional;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How byte-level BPE tokenizers split text before they merge, as published tokenizers of
 * these families do.
 */
public enum TextSplit {

    /** GPT-2's: words, numbers and other characters apart, each with a space before. */
    GPT_2,
    /** The same, but every digit by itself. */
    SINGLE_DIGITS,
    /** Llama 3's: numbers in groups of three; a word that is a token stays one. */
    LLAMA_3,
    /** Qwen 2's: every digit by itself, text composed (NFC). */
    QWEN_2;

    /**
     * Words with the character before them, numbers, other characters with line ends
     * after them, spaces; %s is how many digits go together.
     */
    private static final String PATTERN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}%s"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    /**
     * A split by the name that llama.cpp gives it, which GGUF files have in
     * {@code tokenizer.ggml.pre}.
     * @return empty if it is none of these
     */
    public static Optional<TextSplit> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gpt-2" -> Optional.of(GPT_2);
            case "smollm", "starcoder", "refact" -> Optional.of(SINGLE_DIGITS);
            case "llama3", "llama-v3", "llama-bpe" -> Optional.of(LLAMA_3);
            case "qwen2" -> Optional.of(QWEN_2);
            default -> Optional.empty();
        };
    }

    /** Whether text is composed first. */
    boolean composes() {
        return this == QWEN_2;
    }

    /** Whether a piece that is a token is not merged from its parts. */
    boolean prefersWhole() {
        return this == LLAMA_3;
    }

    /** Adds the steps of a {@code pre_tokenizer}. */
    void addTo(ArrayNode steps) {
        switch (this) {
            case GPT_2 -> byteLevel(steps.addObject(), true);
            case SINGLE_DIGITS -> {
                steps.addObject().put("type", "Digits").put("individual_digits", true);
                byteLevel(steps.addObject(), true);
            }
            case LLAMA_3 -> split(steps, "{1,3}");
            case QWEN_2 -> split(steps, "");
        }
    }

    private static void split(ArrayNode steps, String digits) {
        ObjectNode split = steps.addObject().put("type", "Split").put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put("Regex", PATTERN.formatted(digits));
        byteLevel(steps.addObject(), false);
    }

    /** Fills in a step that writes bytes in the byte-level alphabet, or reads them. */
    static void byteLevel(ObjectNode step, boolean split) {
        step.put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true).put("use_regex", split);
    }

}
