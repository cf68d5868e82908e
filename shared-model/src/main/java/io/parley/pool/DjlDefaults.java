package io.parley.pool;

/**
 * What DJL reads from system properties before its first use. A value that the operator
 * has set stays.
 */
final class DjlDefaults {

    private DjlDefaults() {
    }

    static void apply() {
        // DJL's api jar reports its use to its makers unless told not to
        set("OPT_OUT_TRACKING", "true");
        // no second engine that takes over what ONNX Runtime lacks
        set("ai.djl.onnx.disable_alternative", "true");
        set("ai.djl.default_engine", "OnnxRuntime");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
        }
    }

}
