package io.parley.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer read from a {@code tokenizer.json} of the Hugging Face format.
 */
public final class HuggingFaceJsonTokenizer implements Tokenizer {

    private static final Map<String, String> OPTIONS = Map.of("addSpecialTokens", "false", "truncation", "false",
            "padding", "false");

    private final HuggingFaceTokenizer tokenizer;

    private final Supplier<TokenizerFile> source;

    // the library cannot be told to leave control tokens alone: a second one that does
    // not know them, made when it is first asked for
    private @Nullable HuggingFaceTokenizer plain;

    private byte @Nullable [] @Nullable [] bytes;

    private boolean bytesRead;

    private boolean closed;

    /**
     * Reads a tokenizer.
     * @param file a {@code tokenizer.json}
     * @throws UncheckedIOException if it cannot be read
     */
    public HuggingFaceJsonTokenizer(Path file) {
        this(library(() -> HuggingFaceTokenizer.newInstance(file, OPTIONS), file.toString()),
                () -> TokenizerFile.read(file));
    }

    private HuggingFaceJsonTokenizer(HuggingFaceTokenizer tokenizer, Supplier<TokenizerFile> source) {
        this.tokenizer = tokenizer;
        this.source = source;
    }

    /**
     * Makes a tokenizer from its parts.
     * @throws IllegalArgumentException if they do not make one
     */
    public static HuggingFaceJsonTokenizer of(BytePairVocabulary vocabulary) {
        TokenizerFile made = TokenizerFile.of(vocabulary.json());
        try {
            return new HuggingFaceJsonTokenizer(library(made.json(), "a vocabulary"), () -> made);
        }
        catch (RuntimeException ex) {
            // what the library, which is not written in Java, finds wrong
            throw new IllegalArgumentException("the vocabulary makes no tokenizer: " + ex.getMessage(), ex);
        }
    }

    private static HuggingFaceTokenizer library(byte[] json, String what) {
        return library(() -> HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS), what);
    }

    private static HuggingFaceTokenizer library(Reading reading, String what) {
        // the library looks for a GPU variant of its native part unless told not to
        if (System.getProperty("RUST_FLAVOR") == null) {
            System.setProperty("RUST_FLAVOR", "cpu");
        }
        try {
            return reading.read();
        }
        catch (IOException ex) {
            throw new UncheckedIOException("cannot read " + what, ex);
        }
    }

    /**
     * Whether tokens stand for bytes, as in GPT-2's and most later vocabularies, and not
     * for characters.
     */
    public boolean isByteLevel() {
        return allBytes() != null;
    }

    @Override
    public int[] encode(String text) {
        return encode(this.tokenizer, text);
    }

    @Override
    public int[] encodePlain(String text) {
        return encode(plain(), text);
    }

    private synchronized HuggingFaceTokenizer plain() {
        if (this.closed) {
            throw new IllegalStateException("the tokenizer is closed");
        }
        if (this.plain == null) {
            this.plain = library(this.source.get().withoutControlTokens(), "a tokenizer");
        }
        return this.plain;
    }

    private static int[] encode(HuggingFaceTokenizer tokenizer, String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String decode(int[] ids) {
        return this.tokenizer.decode(longs(ids), true);
    }

    @Override
    public byte[] bytes(int id) {
        byte @Nullable [] @Nullable [] all = allBytes();
        if (all == null) {
            return decode(new int[] { id }).getBytes(StandardCharsets.UTF_8);
        }
        byte @Nullable [] token = (id < all.length) ? all[id] : null;
        return (token != null) ? token.clone() : new byte[0];
    }

    private synchronized byte @Nullable [] @Nullable [] allBytes() {
        if (!this.bytesRead) {
            this.bytes = this.source.get().bytes();
            this.bytesRead = true;
        }
        return this.bytes;
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
    public synchronized void close() {
        this.closed = true;
        if (this.plain != null) {
            this.plain.close();
            this.plain = null;
        }
        this.tokenizer.close();
    }

    /** How the library is had read something. */
    @FunctionalInterface
    private interface Reading {

        HuggingFaceTokenizer read() throws IOException;

    }

}
