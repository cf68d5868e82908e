package io.parley.testing;

import ai.onnxruntime.OrtEnvironment;
import io.parley.pool.InferenceRuntime;

/**
 * ONNX Runtime's environment for tests that use it directly.
 */
public final class OnnxEnvironment {

    private OnnxEnvironment() {
    }

    /**
     * The process's one environment. DJL must make it, or every test of the pool that
     * comes later in the same process fails.
     */
    public static OrtEnvironment get() {
        var _ = new InferenceRuntime(1);
        return OrtEnvironment.getEnvironment();
    }

}
