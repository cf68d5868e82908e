package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.parley.concurrent.Cancellation;

/** Runs of real graphs, tiny ones. */
class GraphTest {

    @TempDir
    Path directory;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @AfterEach
    void nothingIsLeft() {
        assertThat(this.runtime.liveTensors()).isZero();
        this.runtime.close();
    }

    @ParameterizedTest
    @EnumSource
    void outputsWhoseShapeDependsOnTheInputAreReadWhateverTheThreads(GraphOptions options) {
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory), options);
                Tensor x = this.runtime.floats(6)) {
            for (int i = 0; i < 6; i++) {
                x.floats().put(i, 1);
                OutputValue places = graph.run(Map.of("x", x), Set.of("places"), Cancellation.never()).get("places");
                assertThat(places.shape()).containsExactly(1, i + 1);
                assertThat(places.longs().get(i)).isEqualTo(i);
            }
        }
    }

    @Test
    void boundAndUnboundOutputsComeFromOneRun() {
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory));
                Binding binding = graph.bind();
                Tensor x = this.runtime.floats(3);
                Tensor copy = this.runtime.floats(3)) {
            x.floats().put(2, 0.5f);
            Map<String, OutputValue> values = binding.input("x", x)
                .output("copy", copy)
                .fetch(Set.of("places"), Cancellation.never());
            assertThat(values).containsOnlyKeys("places");
            assertThat(values.get("places").longs().get(0)).isEqualTo(2);
            assertThat(copy.floats().get(2)).isEqualTo(0.5f);
        }
    }

    @Test
    void whatTheRuntimeAllocatesIsFreed() throws Exception {
        int size = 4 << 20;
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory));
                Tensor x = this.runtime.floats(size)) {
            // the first round has the heap's own regions touched, whose garbage is no
            // leak
            for (int i = 0; i < 100; i++) {
                graph.run(Map.of("x", x), Set.of("copy"), Cancellation.never());
            }
            long before = ResidentMemory.outsideTheHeap();
            for (int i = 0; i < 100; i++) {
                graph.run(Map.of("x", x), Set.of("copy"), Cancellation.never());
            }
            // 100 outputs of 16 MiB that stayed would be 1.6 GiB
            assertThat(ResidentMemory.outsideTheHeap() - before).isLessThan(800L << 20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledCallerGetsNothing(GraphOptions options) {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory), options);
                Tensor x = this.runtime.floats(3)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", x), Set.of("copy"), cancellation))
                .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void anOutputThatIsNotThereIsAnError() {
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory));
                Tensor x = this.runtime.floats(3)) {
            assertThatThrownBy(() -> graph.run(Map.of("x", x), Set.of("absent"), Cancellation.never()))
                .isInstanceOf(PoolException.RunFailed.class)
                .hasMessageContaining("absent");
        }
    }

}
