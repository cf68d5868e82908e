package io.parley.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file says about its model, by key. What is missing or of another kind than
 * asked for is refused under its key. Immutable.
 */
public final class GgufMetadata {

    private final Path file;

    /** {@code Long}, {@code Double}, {@code Boolean}, {@code String} or {@code List}. */
    private final Map<String, Object> values;

    GgufMetadata(Path file, Map<String, Object> values) {
        this.file = file;
        this.values = Map.copyOf(values);
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return this.values.containsKey(key);
    }

    /** A text. */
    public String text(String key) {
        return value(key, String.class, "text");
    }

    /** A whole number that fits an int. */
    public int integer(String key) {
        long value = value(key, Long.class, "a whole number");
        if (value != (int) value) {
            throw problem(key, "is " + value);
        }
        return (int) value;
    }

    /** A whole number of at least one. */
    public int count(String key) {
        int value = integer(key);
        if (value < 1) {
            throw problem(key, "must be positive: " + value);
        }
        return value;
    }

    /** A number, whole or not. */
    public double number(String key) {
        return value(key, Number.class, "a number").doubleValue();
    }

    /** True or false. */
    public boolean flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        return list(key, String.class, "a list of texts");
    }

    /** A list of whole numbers. */
    public List<Long> integers(String key) {
        return list(key, Long.class, "a list of whole numbers");
    }

    /** A complaint about a key. */
    public WeightsException problem(String key, String problem) {
        return new WeightsException(this.file, null, "the key '" + key + "' " + problem);
    }

    private <T> List<T> list(String key, Class<T> kind, String named) {
        List<?> list = value(key, List.class, named);
        for (Object element : list) {
            if (!kind.isInstance(element)) {
                throw problem(key, "is not " + named);
            }
        }
        return list.stream().map(kind::cast).toList();
    }

    private <T> T value(String key, Class<T> kind, String named) {
        @Nullable Object value = this.values.get(key);
        if (value == null) {
            throw problem(key, "is missing");
        }
        if (!kind.isInstance(value)) {
            throw problem(key, "is not " + named);
        }
        return kind.cast(value);
    }

}
