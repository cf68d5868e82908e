package io.parley.text.phonemes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.parley.text.Accent;

/**
 * Words and how they sound. All entries lie in one array of bytes, sorted by word, so
 * that an accent takes 5 MB of memory and not the 40 MB of a map.
 */
final class PronouncingDictionary {

    private final byte[] entries;

    /** Where each entry starts, in the order of its word's bytes. */
    private final int[] offsets;

    PronouncingDictionary(byte[] entries, int[] offsets) {
        this.entries = entries;
        this.offsets = offsets;
    }

    /**
     * Reads an accent's dictionary.
     * @param directory of the files of the catalog's model misaki-en
     * @throws PhonemesException if a file is not there or is no dictionary
     */
    static PronouncingDictionary read(Path directory, Accent accent) {
        String prefix = (accent == Accent.BRITISH) ? "gb" : "us";
        DictionaryReader reader = new DictionaryReader();
        reader.read(directory.resolve(prefix + "_gold.json"), true);
        reader.read(directory.resolve(prefix + "_silver.json"), false);
        return reader.dictionary();
    }

    int size() {
        return this.offsets.length;
    }

    /** The bytes that the entries take. */
    long bytes() {
        return this.entries.length + 4L * this.offsets.length;
    }

    boolean contains(String word) {
        return position(word) >= 0;
    }

    @Nullable Pronunciation find(String word) {
        int position = position(word);
        if (position < 0) {
            return null;
        }
        int at = this.offsets[position];
        at += 1 + this.entries[at];
        boolean checked = this.entries[at++] != 0;
        int variants = this.entries[at++];
        String phonemes = phonemes(at);
        at += 1 + this.entries[at];
        if (variants == 0) {
            return new Pronunciation(phonemes, Map.of(), checked);
        }
        Map<String, String> tagged = new HashMap<>();
        for (int i = 0; i < variants; i++) {
            String tag = new String(this.entries, at + 1, this.entries[at], StandardCharsets.US_ASCII);
            at += 1 + this.entries[at];
            tagged.put(tag, phonemes(at));
            at += 1 + this.entries[at];
        }
        return new Pronunciation(phonemes, Map.copyOf(tagged), checked);
    }

    private String phonemes(int at) {
        char[] symbols = new char[this.entries[at]];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = KokoroVocabulary.symbol(this.entries[at + 1 + i]);
        }
        return new String(symbols);
    }

    private int position(String word) {
        if (word.length() > Byte.MAX_VALUE) {
            return -1;
        }
        int low = 0;
        int high = this.offsets.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(this.offsets[middle], word);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            }
            else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private int compare(int offset, String word) {
        int length = this.entries[offset];
        int common = Math.min(length, word.length());
        for (int i = 0; i < common; i++) {
            int difference = this.entries[offset + 1 + i] - word.charAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return length - word.length();
    }

}
