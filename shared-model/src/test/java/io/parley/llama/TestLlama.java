package io.parley.llama;

import java.nio.file.Path;

import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.SourceDigests;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.compile.llama.LlamaCompiler;
import io.parley.compile.llama.LlamaConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.testing.TestModels;
import io.parley.weights.Checkpoint;

/** Loaders of models, and sequences without any text. */
final class TestLlama {

    private TestLlama() {
    }

    /** The GGUF file of SmolLM2. */
    static Path smolLm2() {
        Catalog catalog = Catalog.builtIn();
        return TestModels.store()
            .pull(catalog.entry("smollm2-135m-instruct"), PullListener.none(), Cancellation.never())
            .resolve("SmolLM2-135M-Instruct.Q4_1.gguf");
    }

    static LlamaLoader loader(Precision precision) {
        ModelStore store = TestModels.store();
        return new LlamaLoader(store, PullListener.none(), compiler(store.root()), precision);
    }

    private static LlamaCompiler compiler(Path store) {
        return new LlamaCompiler(new GraphStore(store), new SourceDigests(store));
    }

    /**
     * One sequence of a model.
     * @param store keeps the graph
     * @param closeables gets all that is to be closed
     */
    static LlamaState state(Path path, Precision precision, Path store, InferenceRuntime runtime,
            ModelParts closeables) {
        LlamaCheckpoint checkpoint = LlamaCheckpoint.at(path);
        LlamaConfig config = checkpoint.config();
        LlamaCompiler compiler = compiler(store);
        Path graph = compiler.compile(checkpoint, config, compiler.digest(checkpoint, Cancellation.never()), precision,
                (name, bytes) -> {
                }, Cancellation.never())
            .graph();
        return state(checkpoint, graph, runtime, closeables);
    }

    /** The same with a graph that lies somewhere. */
    static LlamaState state(LlamaCheckpoint checkpoint, Path graph, InferenceRuntime runtime, ModelParts closeables) {
        LlamaConfig config = checkpoint.config();
        Checkpoint opened = closeables.add(checkpoint.open());
        LlamaParts parts = new LlamaParts(config, new TokenEmbeddings(checkpoint.embeddings(opened, config)),
                closeables.add(runtime.load(graph)));
        return closeables.add(new LlamaState(runtime, parts, MemoryAllowance.unlimited()));
    }

    /** The logits after the last of some tokens. */
    static float[] logits(LlamaState state, int... tokens) {
        state.read(tokens, Cancellation.never());
        float[] logits = new float[state.logits().limit()];
        state.logits().get(0, logits);
        return logits;
    }

}
