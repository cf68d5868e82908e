package io.parley.asr.mapping;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The text fields of a form. An empty field counts as one that was not sent, since forms
 * in browsers send those; a list may come with brackets after its name or without.
 */
record FormFields(MultiValueMap<String, String> values) {

    private static final int SHOWN = 40;

    /** A value as an error's sentence repeats it: the beginning, if it is long. */
    static String shown(String value) {
        return (value.length() <= SHOWN) ? value : value.substring(0, SHOWN) + "...";
    }

    /**
     * A field's only or first value, without space at either end; null if there is none.
     */
    @Nullable String text(String name) {
        return list(name).stream().findFirst().orElse(null);
    }

    /** All values of a list. */
    List<String> list(String name) {
        List<String> found = new ArrayList<>();
        for (String key : new String[] { name, name + "[]" }) {
            this.values.getOrDefault(key, List.of()).stream().map(String::strip).forEach(found::add);
        }
        found.removeIf(String::isEmpty);
        return found;
    }

    /**
     * Whether a field of this name, or a part of a bracketed object of this name, has a
     * value.
     */
    boolean has(String name) {
        return !list(name).isEmpty() || this.values.keySet().stream().anyMatch(key -> key.startsWith(name + "["));
    }

}
