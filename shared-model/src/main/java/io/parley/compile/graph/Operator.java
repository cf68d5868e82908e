package io.parley.compile.graph;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator with its attributes.
 *
 * @param domain empty for ONNX's own, "com.microsoft" for ONNX Runtime's
 * @param name the operator's type
 * @param attributes {@code Long}, {@code Float} or {@code long[]} by name
 */
public record Operator(String domain, String name, Map<String, Object> attributes) {

    static final String MICROSOFT = "com.microsoft";

    public Operator {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** An operator of ONNX itself. */
    public static Operator onnx(String name) {
        return new Operator("", name, Map.of());
    }

    /** A contributed operator of ONNX Runtime. */
    public static Operator microsoft(String name) {
        return new Operator(MICROSOFT, name, Map.of());
    }

    /** The same with an integer attribute. */
    public Operator with(String attribute, long value) {
        return withAttribute(attribute, value);
    }

    /** The same with a float attribute. */
    public Operator with(String attribute, float value) {
        return withAttribute(attribute, value);
    }

    /** The same with a list of integers. */
    public Operator with(String attribute, long[] values) {
        return withAttribute(attribute, values.clone());
    }

    private Operator withAttribute(String attribute, Object value) {
        Map<String, Object> more = new TreeMap<>(this.attributes);
        more.put(attribute, value);
        return new Operator(this.domain, this.name, more);
    }

}
