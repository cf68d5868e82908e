package io.parley.chat.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts calls of tools together that came in pieces. */
final class ToolCalls {

    private final Map<Integer, ObjectNode> calls = new TreeMap<>();

    /** Adds pieces, each with the index of the call that it is of. */
    void add(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            if (piece instanceof ObjectNode object) {
                int index = object.path("index").intValue(this.calls.size());
                ObjectNode call = object.deepCopy();
                call.remove("index");
                this.calls.merge(index, call, ToolCalls::joined);
            }
        }
    }

    /** Names and ids come once, arguments text by text. */
    private static ObjectNode joined(ObjectNode call, ObjectNode more) {
        for (Map.Entry<String, JsonNode> field : more.properties()) {
            JsonNode known = call.get(field.getKey());
            if (known instanceof ObjectNode inner && field.getValue() instanceof ObjectNode added) {
                joined(inner, added);
            }
            else if (known != null && known.isString() && field.getKey().equals("arguments")) {
                call.put("arguments", known.stringValue() + field.getValue().stringValue(""));
            }
            else if (!field.getValue().isNull()) {
                call.set(field.getKey(), field.getValue());
            }
        }
        return call;
    }

    /** The calls so far, in order. */
    List<Object> all() {
        return List.copyOf(this.calls.values());
    }

}
