package io.parley.compile.lfm2audio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;

import static org.assertj.core.api.Assertions.assertThat;

/** The language model's graphs by way of the store, as the product has them. */
class Lfm2AudioCompilerTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final List<String> built = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void graphsAreBuiltOnceAndRun() throws Exception {
        Lfm2AudioConfig config = TinyLfm2Audio.config();
        Lfm2AudioGraphs graphs = compile(Lfm2AudioRecipe.FP32);
        assertThat(this.built).contains("encoder", "backbone", "text-head", "depthformer");
        assertThat(graphs.step()).isEqualTo(graphs.prompt());
        try (GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = new DepthformerSession(this.runtime, graphs.depthformer(), config)) {
            assertThat(session.greedy(golden.floats("inter_a.hidden"))).isEqualTo(golden.integers("inter_a.codes"));
        }
        try (GoldenTensors golden = GoldenTensors.open("backbone_a.safetensors");
                BackboneSession session = new BackboneSession(this.runtime, graphs.step(), config.backbone(), 64)) {
            float[] all = golden.floats("prefill.hidden");
            float[] last = session.run(golden.floats("prompt.embeddings"));
            System.arraycopy(last, 0, all, all.length - last.length, last.length);
            golden.assertClose("prefill.hidden", all);
        }
        try (Graph head = this.runtime.load(graphs.textHead())) {
            assertThat(head.outputs()).containsExactlyInAnyOrder("logits", "log_probabilities");
        }
        this.built.clear();
        assertThat(compile(Lfm2AudioRecipe.FP32)).isEqualTo(graphs);
        assertThat(this.built).isEmpty();
    }

    @Test
    void recipesShareWhatTheyHaveInCommon() {
        Lfm2AudioGraphs bytes = compile(Lfm2AudioRecipe.INT8);
        this.built.clear();
        Lfm2AudioGraphs mixed = compile(Lfm2AudioRecipe.MIXED);
        assertThat(this.built).containsOnly("backbone", "depthformer");
        assertThat(mixed.prompt()).isEqualTo(bytes.prompt()).isNotEqualTo(mixed.step());
        assertThat(mixed.encoder()).isEqualTo(bytes.encoder());
        assertThat(mixed.depthformer()).isNotEqualTo(bytes.depthformer());
    }

    private Lfm2AudioGraphs compile(Lfm2AudioRecipe recipe) {
        return new Lfm2AudioCompiler(new GraphStore(this.directory), new SourceDigests(this.directory)).compile(
                new CheckpointDirectory(TinyLfm2Audio.directory()), TinyLfm2Audio.config(), recipe,
                (graph, _) -> this.built.add(graph), Cancellation.never());
    }

}
