package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.CompileException;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language model's graphs by way of the store, as the product has them. */
class Lfm2AudioArchitectureTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final List<String> built = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void graphsAreBuiltOnceAndRun() throws Exception {
        Lfm2AudioConfig config = TinyLfm2Audio.config();
        Path graphs = obtain(config, Precision.FP32);
        assertThat(this.built).contains("encoder", "backbone", "text-head", "depthformer");
        try (GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = new DepthformerSession(this.runtime,
                        graphs.resolve(Lfm2AudioArchitecture.DEPTHFORMER), config)) {
            assertThat(session.greedy(golden.floats("inter_a.hidden"))).isEqualTo(golden.integers("inter_a.codes"));
        }
        try (GoldenTensors golden = GoldenTensors.open("backbone_a.safetensors");
                BackboneSession session = new BackboneSession(this.runtime,
                        graphs.resolve(Lfm2AudioArchitecture.BACKBONE), config.backbone(), 64)) {
            float[] all = golden.floats("prefill.hidden");
            float[] last = session.run(golden.floats("prompt.embeddings"));
            System.arraycopy(last, 0, all, all.length - last.length, last.length);
            golden.assertClose("prefill.hidden", all);
        }
        try (Graph head = this.runtime.load(graphs.resolve(Lfm2AudioArchitecture.TEXT_HEAD))) {
            assertThat(head.outputs()).containsExactly("logits");
        }
        this.built.clear();
        assertThat(obtain(config, Precision.FP32)).isEqualTo(graphs);
        assertThat(this.built).isEmpty();
    }

    @Test
    void anotherPrecisionIsRefused() {
        assertThatThrownBy(() -> obtain(TinyLfm2Audio.config(), Precision.INT8)).isInstanceOf(CompileException.class)
            .hasMessageContaining("int8");
    }

    private Path obtain(Lfm2AudioConfig config, Precision precision) {
        return new GraphStore(this.directory)
            .obtain(new Lfm2AudioArchitecture(config), "0".repeat(64), TinyLfm2Audio::checkpoint, precision,
                    (graph, _) -> this.built.add(graph), Cancellation.never())
            .directory();
    }

}
