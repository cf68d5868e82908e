package io.parley.compile.lfm2audio;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/** A depthformer's graph and its inputs. */
final class DepthformerSession implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final Binding binding;

    private final Tensor hidden;

    private final Tensor temperature;

    private final Tensor topK;

    private final Tensor noise;

    private final Tensor codes;

    private final List<Tensor> stages = new ArrayList<>();

    DepthformerSession(InferenceRuntime runtime, Path file, Lfm2AudioConfig config) {
        this.runtime = runtime;
        this.graph = runtime.load(file);
        this.hidden = runtime.floats(1, config.backbone().width());
        this.temperature = runtime.floats(1);
        this.topK = runtime.longs(1);
        this.noise = runtime.floats(config.codebooks(), Lfm2AudioConfig.CODES);
        this.codes = runtime.longs(config.codebooks());
        this.binding = this.graph.bind()
            .input("hidden", this.hidden)
            .input("temperature", this.temperature)
            .input("top_k", this.topK)
            .input("noise", this.noise)
            .output("codes", this.codes);
    }

    /** The codes of one frame, greedy. */
    int[] greedy(float[] hidden) {
        return sampled(hidden, 1, 1, new float[this.noise.floats().capacity()]);
    }

    /** The codes of one frame. */
    int[] sampled(float[] hidden, float temperature, int topK, float[] noise) {
        this.hidden.floats().put(0, hidden);
        this.temperature.floats().put(0, temperature);
        this.topK.longs().put(0, topK);
        this.noise.floats().put(0, noise);
        this.binding.run(Cancellation.never());
        int[] codes = new int[this.codes.longs().capacity()];
        for (int k = 0; k < codes.length; k++) {
            codes[k] = (int) this.codes.longs().get(k);
        }
        return codes;
    }

    /** Makes a value between an output. */
    FloatBuffer stage(String name, long... shape) {
        Tensor tensor = this.runtime.floats(shape);
        this.stages.add(tensor);
        this.binding.output(name, tensor);
        return tensor.floats();
    }

    @Override
    public void close() {
        this.binding.close();
        this.graph.close();
        this.stages.forEach(Tensor::close);
        for (Tensor tensor : new Tensor[] { this.hidden, this.temperature, this.topK, this.noise, this.codes }) {
            tensor.close();
        }
    }

}
