package io.parley.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Makes bad JSON, and good JSON with bad values, of good one; the same of the same random
 * numbers.
 */
final class JsonMutator {

    /** As they stand in the text; some are no JSON. */
    static final List<String> VALUES = List.of("null", "true", "false", "0", "-0", "-1", "1", "0.5", "1e400", "-1e400",
            "1e-400", "1e999999999", "9223372036854775807", "9223372036854775808", "-2147483649", "0.30000000000000004",
            "9".repeat(900), "9".repeat(1100), "NaN", "Infinity", "01", "0x1", "\"\"", "\" \"", "\"0\"", "\"null\"",
            "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uffff\\ufeff\"", "\"\\ud83d\\ude00\"",
            "\"\\r\\n\\t\"", "\"\\x\"", "\"</script>\"", "\"../../etc/passwd\"", "\"%s%n\"",
            "\"" + "a".repeat(5000) + "\"", "\"" + "\\u00e9".repeat(700) + "\"", "[]", "{}", "[null]", "[[[]]]",
            "{\"\": {}}", "[1, \"a\", {}]", "[" + "1,".repeat(2000) + "1]", "[".repeat(300) + "]".repeat(300),
            "\"AAAA\"", "\"A\"", "\"AAA\"", "\"====\"", "\"A\\nAA=\"", "\"UklGRg==\"", "\"////\"", "\"alloy\"",
            "\"auto\"", "\"inf\"", "\"text\"", "\"wav\"");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> good;

    JsonMutator(List<String> good) {
        this.good = List.copyOf(good);
    }

    String mutated(RandomGenerator random) {
        JsonNode node = JSON.readTree(this.good.get(random.nextInt(this.good.size())));
        int changes = random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            change(node, random);
        }
        String text = node.toString();
        return (random.nextInt(5) == 0) ? broken(text, random) : text;
    }

    private void change(JsonNode root, RandomGenerator random) {
        List<JsonNode> inner = new ArrayList<>();
        collect(root, inner);
        switch (inner.get(random.nextInt(inner.size()))) {
            case ObjectNode object when !object.isEmpty() -> change(object, random);
            case ArrayNode array when random.nextInt(4) == 0 -> array.removeAll();
            case ArrayNode array when !array.isEmpty() && random.nextBoolean() ->
                array.add(array.get(random.nextInt(array.size())).deepCopy());
            case ArrayNode array -> array.addRawValue(value(random));
            default -> {
                // nothing in it to change
            }
        }
    }

    private void change(ObjectNode object, RandomGenerator random) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            case 2 -> object.set(name, JSON.readTree(this.good.get(random.nextInt(this.good.size()))));
            case 3 -> object.set(name, object.get(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.putRawValue(name, value(random));
        }
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainer()) {
            inner.add(node);
            node.forEach((child) -> collect(child, inner));
        }
    }

    private static RawValue value(RandomGenerator random) {
        return new RawValue(VALUES.get(random.nextInt(VALUES.size())));
    }

    private static String broken(String text, RandomGenerator random) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at);
            case 2 -> text.substring(0, at) + (char) random.nextInt(0x250) + text.substring(at + 1);
            case 3 -> text.substring(0, at) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(at);
            case 4 -> text + text;
            case 5 -> "[".repeat(1 + random.nextInt(3000)) + text;
            case 6 -> "{\"a\":".repeat(1 + random.nextInt(3000)) + text;
            default -> "{\"type\": " + VALUES.get(random.nextInt(VALUES.size())) + "," + text.substring(1);
        };
    }

}
