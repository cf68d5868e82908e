package io.parley.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

/**
 * A tokenizer read from a {@code tokenizer.json} of the Hugging Face format.
 */
public final class HuggingFaceJsonTokenizer implements Tokenizer {

    private final HuggingFaceTokenizer tokenizer;

    /**
     * Reads a tokenizer.
     * @param file a {@code tokenizer.json}
     * @throws UncheckedIOException if it cannot be read
     */
    public HuggingFaceJsonTokenizer(Path file) {
        // the library looks for a GPU variant of its native part unless told not to
        if (System.getProperty("RUST_FLAVOR") == null) {
            System.setProperty("RUST_FLAVOR", "cpu");
        }
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(file,
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("cannot read " + file, ex);
        }
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(this.tokenizer.encode(text, false, false).getIds()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String decode(int[] ids) {
        return this.tokenizer.decode(longs(ids), true);
    }

    @Override
    public String token(int id) {
        return this.tokenizer.decode(new long[] { id }, false);
    }

    @Override
    public int id(String token) {
        int[] ids = encode(token);
        if (ids.length != 1) {
            throw new IllegalArgumentException("the vocabulary has no token " + token);
        }
        return ids[0];
    }

    private static long[] longs(int[] ids) {
        return Arrays.stream(ids).asLongStream().toArray();
    }

    @Override
    public void close() {
        this.tokenizer.close();
    }

}
