package io.parley.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.parley.weights.WeightsException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One object of a checkpoint's {@code config.json}. What is missing or of another kind
 * than asked for is refused under its full key, as "lfm.hidden_size".
 */
public final class ConfigReader {

    private final Path file;

    private final String prefix;

    private final JsonNode object;

    private ConfigReader(Path file, String prefix, JsonNode object) {
        this.file = file;
        this.prefix = prefix;
        this.object = object;
    }

    /**
     * Reads a file whose root is an object.
     * @throws WeightsException if it cannot be read as that
     */
    public static ConfigReader open(Path file) {
        try {
            JsonNode root = new JsonMapper().readTree(file.toFile());
            if (!root.isObject()) {
                throw new WeightsException(file, null, "is not a JSON object");
            }
            return new ConfigReader(file, "", root);
        }
        catch (JacksonException ex) {
            throw new WeightsException(file, null, "cannot be read: " + ex.getOriginalMessage(), ex);
        }
    }

    /** Whether a key is there and not null. */
    public boolean has(String key) {
        return this.object.hasNonNull(key);
    }

    /** A nested object. */
    public ConfigReader object(String key) {
        JsonNode value = required(key);
        if (!value.isObject()) {
            throw problem(key, "is not an object");
        }
        return new ConfigReader(this.file, this.prefix + key + ".", value);
    }

    /** A whole number. */
    public int integer(String key) {
        JsonNode value = required(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw problem(key, "is not a whole number: " + value);
        }
        return value.intValue();
    }

    /** A whole number of at least one. */
    public int count(String key) {
        int value = integer(key);
        if (value < 1) {
            throw problem(key, "must be positive: " + value);
        }
        return value;
    }

    /** A number. */
    public double number(String key) {
        JsonNode value = required(key);
        if (!value.isNumber()) {
            throw problem(key, "is not a number: " + value);
        }
        return value.doubleValue();
    }

    /** A text. */
    public String text(String key) {
        JsonNode value = required(key);
        if (!value.isString()) {
            throw problem(key, "is not text");
        }
        return value.stringValue();
    }

    /** Whether a key that is there has a list. */
    public boolean isList(String key) {
        return required(key).isArray();
    }

    /** True or false. */
    public boolean flag(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw problem(key, "is neither true nor false: " + value);
        }
        return value.booleanValue();
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(key)) {
            if (!element.isString()) {
                throw problem(key, "is not a list of names");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /** A list of whole numbers. */
    public List<Integer> integers(String key) {
        List<Integer> integers = new ArrayList<>();
        for (JsonNode element : list(key)) {
            if (!element.canConvertToInt()) {
                throw problem(key, "is not a list of whole numbers");
            }
            integers.add(element.intValue());
        }
        return integers;
    }

    /**
     * Refuses what the graphs do not implement.
     * @param supported the only value that is, as JSON text
     */
    public void requireValue(String key, String supported) {
        if (!this.object.has(key)) {
            throw problem(key, "is missing");
        }
        String value = this.object.get(key).toString();
        if (!value.equals(supported)) {
            throw problem(key, "is " + value + "; only " + supported + " is supported");
        }
    }

    /** Refuses another number than the only one that is implemented. */
    public void requireValueIfPresent(String key, double supported) {
        if (has(key) && number(key) != supported) {
            throw problem(key, "is " + this.object.get(key) + "; only " + supported + " is supported");
        }
    }

    /** A complaint about a key of this object. */
    public WeightsException problem(String key, String problem) {
        return new WeightsException(this.file, null, "the key '" + this.prefix + key + "' " + problem);
    }

    private JsonNode list(String key) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw problem(key, "is not a list");
        }
        return value;
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            throw problem(key, "is missing");
        }
        return this.object.get(key);
    }

}
