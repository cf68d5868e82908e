package io.parley.text.phonemes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Packs Misaki's JSON dictionaries, an object of words with either a text or an object of
 * texts by part of speech. An entry is: the word, whether it is checked, the number of
 * variants, the phonemes, and each variant's part of speech and phonemes; every text with
 * its length in a byte before it, every phoneme as its index in the vocabulary.
 */
final class DictionaryReader {

    private final JsonMapper mapper = JsonMapper.builder().build();

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream(5 << 20);

    private final List<Integer> offsets = new ArrayList<>(200_000);

    void read(Path file, boolean checked) {
        if (!Files.isReadable(file)) {
            throw new PhonemesException("The pronouncing dictionary " + file + " is not there.", null);
        }
        try (JsonParser parser = this.mapper.createParser(file)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new PhonemesException(file + " is no pronouncing dictionary.", null);
            }
            for (String word = parser.nextName(); word != null; word = parser.nextName()) {
                Map<String, String> variants = new LinkedHashMap<>();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    for (String tag = parser.nextName(); tag != null; tag = parser.nextName()) {
                        variants.put(tag, (parser.nextToken() == JsonToken.VALUE_NULL) ? "" : parser.getString());
                    }
                }
                else {
                    variants.put(WordClass.OTHER.tag(), parser.getString());
                }
                add(word, variants, checked);
            }
        }
        catch (JacksonException ex) {
            throw new PhonemesException(file + " cannot be read: " + ex.getOriginalMessage(), ex);
        }
    }

    PronouncingDictionary dictionary() {
        byte[] entries = this.packed.toByteArray();
        List<Integer> sorted = new ArrayList<>(this.offsets);
        // a stable sort leaves what was read first, the checked entry, before its double
        sorted.sort((a, b) -> compare(entries, a, b));
        int[] unique = new int[sorted.size()];
        int count = 0;
        for (int offset : sorted) {
            if (count == 0 || compare(entries, unique[count - 1], offset) != 0) {
                unique[count++] = offset;
            }
        }
        return new PronouncingDictionary(entries, Arrays.copyOf(unique, count));
    }

    private void add(String word, Map<String, String> variants, boolean checked) {
        String phonemes = variants.remove(WordClass.OTHER.tag());
        boolean ascii = word.chars().allMatch((c) -> c > 0 && c < 0x80);
        if (phonemes == null || !ascii || word.length() > Byte.MAX_VALUE) {
            return;
        }
        this.offsets.add(this.packed.size());
        text(word.getBytes(StandardCharsets.US_ASCII));
        this.packed.write(checked ? 1 : 0);
        this.packed.write(variants.size());
        text(symbols(phonemes));
        variants.forEach((tag, variant) -> {
            text(tag.getBytes(StandardCharsets.US_ASCII));
            text(symbols(variant));
        });
    }

    /** Kokoro 1.0 writes a tap as T and hears no glottal stop. */
    private static byte[] symbols(String phonemes) {
        String known = phonemes.replace('ɾ', 'T').replace('ʔ', 't');
        byte[] indices = new byte[known.length()];
        int count = 0;
        for (int i = 0; i < known.length(); i++) {
            int index = KokoroVocabulary.index(known.charAt(i));
            if (index >= 0) {
                indices[count++] = (byte) index;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    private void text(byte[] text) {
        if (text.length > Byte.MAX_VALUE) {
            throw new PhonemesException("The pronouncing dictionary has an entry of " + text.length + " symbols.",
                    null);
        }
        this.packed.write(text.length);
        this.packed.writeBytes(text);
    }

    private static int compare(byte[] entries, int a, int b) {
        return Arrays.compare(entries, a + 1, a + 1 + entries[a], entries, b + 1, b + 1 + entries[b]);
    }

}
