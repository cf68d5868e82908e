package io.parley.compile;

import java.util.Locale;

/**
 * In which numbers a model is computed. What exactly that means for each product is the
 * architecture's choice.
 */
public enum Precision {

    /** float32 throughout: the reference. */
    FP32,
    /** 8-bit weights where they pay, float32 between. */
    INT8;

    /** The name in configuration and file names, as "int8". */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

}
