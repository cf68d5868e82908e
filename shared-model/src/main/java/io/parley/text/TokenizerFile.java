package io.parley.text;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Parley reads in a {@code tokenizer.json} itself, beside the library: which tokens
 * are control tokens, and what bytes tokens stand for.
 */
final class TokenizerFile {

    private static final String ADDED = "added_tokens";

    private final ObjectNode root;

    private TokenizerFile(ObjectNode root) {
        this.root = root;
    }

    /** One that is not in a file. */
    static TokenizerFile of(ObjectNode root) {
        return new TokenizerFile(root);
    }

    /**
     * Reads a file.
     * @throws UncheckedIOException if it cannot be read
     */
    static TokenizerFile read(Path file) {
        try {
            JsonNode root = new JsonMapper().readTree(Files.readString(file));
            if (root instanceof ObjectNode object) {
                return new TokenizerFile(object);
            }
            throw new UncheckedIOException(new IOException(file + " is not a JSON object"));
        }
        catch (JacksonException ex) {
            throw new UncheckedIOException("cannot read " + file, new IOException(ex.getOriginalMessage(), ex));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("cannot read " + file, ex);
        }
    }

    /** The tokenizer as it stands, as JSON. */
    byte[] json() {
        return json(this.root);
    }

    /**
     * The same tokenizer, but that control tokens which are spelled out in a text are
     * characters like any others. Ids stay.
     * @return JSON
     */
    byte[] withoutControlTokens() {
        ObjectNode plain = this.root.deepCopy();
        if (plain.get(ADDED) instanceof ArrayNode added) {
            for (Iterator<JsonNode> tokens = added.iterator(); tokens.hasNext();) {
                if (isControl(tokens.next())) {
                    tokens.remove();
                }
            }
        }
        return json(plain);
    }

    private static byte[] json(ObjectNode tokenizer) {
        return tokenizer.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The bytes of each token.
     * @return by id, null for control tokens and ids that are not used; or null if the
     * vocabulary is not written in the byte-level alphabet
     */
    byte @Nullable [] @Nullable [] bytes() {
        JsonNode vocabulary = this.root.path("model").path("vocab");
        if (!vocabulary.isObject() || !this.root.path("decoder").toString().contains("\"ByteLevel\"")) {
            return null;
        }
        int size = 0;
        for (var entry : vocabulary.properties()) {
            size = Math.max(size, entry.getValue().intValue() + 1);
        }
        Set<Integer> control = controlIds();
        byte[][] bytes = new byte[size][];
        ByteLevelAlphabet alphabet = new ByteLevelAlphabet();
        for (var entry : vocabulary.properties()) {
            int id = entry.getValue().intValue();
            if (!control.contains(id)) {
                bytes[id] = alphabet.bytes(entry.getKey());
            }
        }
        return bytes;
    }

    private Set<Integer> controlIds() {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode token : this.root.path(ADDED)) {
            if (isControl(token)) {
                ids.add(token.path("id").intValue());
            }
        }
        return ids;
    }

    // some checkpoints do not mark all of theirs as special, but write them all alike
    private static boolean isControl(JsonNode token) {
        String content = token.path("content").asString("");
        return token.path("special").asBoolean(false) || (content.startsWith("<|") && content.endsWith("|>"));
    }

}
