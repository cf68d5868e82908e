package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.Tensor;

/** Memory that ends in the middle of a conversation, and work that fails. */
class Lfm2AudioFailingMemoryTest {

    private static final Cancellation NEVER = Cancellation.never();

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path store;

    @AfterEach
    void nothingIsLeft() {
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void aConversationGoesOnAsItWasAfterItsCachesCouldNotGrow() {
        Lfm2AudioConfig config = Lfm2AudioConfig.read(TinyModel.directory().path());
        Path file = new Lfm2AudioCompiler(new GraphStore(this.store), new SourceDigests(this.store))
            .compile(TinyModel.directory(), config, Lfm2AudioRecipe.FP32, (graph, bytes) -> {
            }, NEVER)
            .step();
        ScarceTensors scarce = new ScarceTensors();
        int width = config.backbone().width();
        try (Graph graph = this.runtime.load(file);
                BackboneState state = state(graph, config, scarce);
                BackboneState undisturbed = state(graph, config, this.runtime::floats)) {
            state.append(positions(1000, width), NEVER);
            undisturbed.append(positions(1000, width), NEVER);
            long bytes = state.bytes();
            int tensors = this.runtime.liveTensors();
            scarce.left = 3;
            assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> state.append(positions(100, width), NEVER));
            assertThat(state.bytes()).isEqualTo(bytes);
            assertThat(this.runtime.liveTensors()).isEqualTo(tensors);
            scarce.left = 100;
            for (int count : new int[] { 10, 200 }) {
                state.append(positions(count, width), NEVER);
                undisturbed.append(positions(count, width), NEVER);
                assertThat(hidden(state)).isEqualTo(hidden(undisturbed));
            }
            scarce.left = 1;
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(state::shrink);
            state.append(positions(1, width), NEVER);
            undisturbed.append(positions(1, width), NEVER);
            assertThat(hidden(state)).isEqualTo(hidden(undisturbed));
        }
    }

    @Test
    void aStateThatCannotBeMadeWholeLeavesNothing() {
        Lfm2AudioConfig config = Lfm2AudioConfig.read(TinyModel.directory().path());
        Path file = new Lfm2AudioCompiler(new GraphStore(this.store), new SourceDigests(this.store))
            .compile(TinyModel.directory(), config, Lfm2AudioRecipe.FP32, (graph, bytes) -> {
            }, NEVER)
            .step();
        ScarceTensors scarce = new ScarceTensors();
        scarce.left = 2;
        try (Graph graph = this.runtime.load(file)) {
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> state(graph, config, scarce));
        }
    }

    @Test
    void aStateIsNotLentAgainAfterItsWorkFailedAndTheCauseIsTold() {
        try (Lfm2AudioModel model = TinyModel.load(this.runtime, this.store)) {
            GenerationState first = model.withState((state) -> state);
            assertThat(model.<GenerationState>withState((state) -> state)).isSameAs(first);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> model.withState((state) -> {
                throw new CancellationException("interrupted");
            }));
            assertThat(model.<GenerationState>withState((state) -> state)).isSameAs(first);
            long bytes = model.residentBytes();
            int tensors = this.runtime.liveTensors();
            OutOfMemoryError cause = new OutOfMemoryError("none left");
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> model.withState((state) -> {
                assertThat(state).isSameAs(first);
                throw cause;
            })).isSameAs(cause);
            assertThat(this.runtime.liveTensors()).isLessThan(tensors);
            assertThat(model.residentBytes()).isLessThan(bytes);
            assertThat(model.<GenerationState>withState((state) -> state)).isNotSameAs(first);
            assertThat(model.residentBytes()).isEqualTo(bytes);
            assertThat(this.runtime.liveTensors()).isEqualTo(tensors);
        }
    }

    private BackboneState state(Graph graph, Lfm2AudioConfig config, KeyValueCaches.FloatTensors caches) {
        return new BackboneState(this.runtime, new BackboneGraphs(graph, graph), config.backbone(),
                MemoryAllowance.unlimited(), caches);
    }

    private static FloatBuffer positions(int count, int width) {
        Random random = new Random(count);
        FloatBuffer values = FloatBuffer.allocate(count * width);
        while (values.hasRemaining()) {
            values.put((float) random.nextGaussian() / 10);
        }
        return values.flip();
    }

    private static float[] hidden(BackboneState state) {
        return state.mark().hidden();
    }

    /** Tensors of the runtime until there are no more. */
    private final class ScarceTensors implements KeyValueCaches.FloatTensors {

        private int left = 100;

        @Override
        public Tensor zeros(long... shape) {
            if (this.left == 0) {
                throw new OutOfMemoryError("no memory for a tensor");
            }
            this.left--;
            return Lfm2AudioFailingMemoryTest.this.runtime.floats(shape);
        }

    }

}
