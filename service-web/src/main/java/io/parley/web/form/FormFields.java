package io.parley.web.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The text fields of a form. An empty field counts as one that was not sent, since forms
 * in browsers send those; a list may come with brackets after its name or without.
 */
public record FormFields(MultiValueMap<String, String> values) {

    private static final int SHOWN = 40;

    /** As in JSON; Java itself would take suffixes and hexadecimal digits too. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");

    /** Fields with one value each. */
    public static FormFields of(Map<String, String> values) {
        return new FormFields(MultiValueMap.fromSingleValue(values));
    }

    /** A value as an error's sentence repeats it: the beginning, if it is long. */
    public static String shown(String value) {
        return (value.length() <= SHOWN) ? value : value.substring(0, SHOWN) + "...";
    }

    /**
     * A field's only or first value, without space at either end; null if there is none.
     */
    public @Nullable String text(String name) {
        return list(name).stream().findFirst().orElse(null);
    }

    /** All values of a list. */
    public List<String> list(String name) {
        List<String> found = new ArrayList<>();
        for (String key : new String[] { name, name + "[]" }) {
            this.values.getOrDefault(key, List.of()).stream().map(String::strip).forEach(found::add);
        }
        found.removeIf(String::isEmpty);
        return found;
    }

    /** All values of a list, as they were sent: empty ones, too. */
    public List<String> listAsSent(String name) {
        List<String> found = new ArrayList<>(this.values.getOrDefault(name, List.of()));
        found.addAll(this.values.getOrDefault(name + "[]", List.of()));
        return found;
    }

    /** The members of an object whose fields come one by one, as {@code name[member]}. */
    public Map<String, String> members(String name) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String key : this.values.keySet()) {
            String value = text(key);
            if (key.startsWith(name + "[") && key.endsWith("]") && value != null) {
                members.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        }
        return members;
    }

    /**
     * Whether a field of this name, or a part of a bracketed object of this name, has a
     * value.
     */
    public boolean has(String name) {
        return !list(name).isEmpty() || this.values.keySet().stream().anyMatch(key -> key.startsWith(name + "["));
    }

    /**
     * A number; null if there is none.
     * @throws FailureException if it is none or outside of its bounds
     */
    public @Nullable Double number(String name, double least, double most) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (DECIMAL.matcher(value).matches()) {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw FailureException.badField(name,
                "The field '%s' is a number from %s to %s.".formatted(name, shown(least), shown(most)));
    }

    private static String shown(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    /**
     * Whether something is wanted; false unless said.
     * @throws FailureException if that cannot be told
     */
    public boolean flag(String name) {
        String value = text(name);
        return switch ((value != null) ? value.toLowerCase(Locale.ROOT) : "false") {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw FailureException.badField(name, "The field '%s' is either true or false.".formatted(name));
        };
    }

}
