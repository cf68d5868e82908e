package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;

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
    void severalComputeSideBySideOnASecondCopyIfThereIsMemoryForIt() throws Exception {
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory),
                GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE)) {
            runByTwoCallers(graph);
            assertThat(graph.addedBytes()).as("as long as it is loaded").isZero();
            graph.growWithin(MemoryAllowance.unlimited());
            runAlone(graph, 1);
            assertThat(graph.addedBytes()).as("for one alone").isZero();
            runByTwoCallers(graph);
            assertThat(graph.addedBytes()).isPositive();
        }
        try (Graph graph = this.runtime.load(
                TinyGraphs.nonZeroPlaces(Files.createDirectory(this.directory.resolve("other"))),
                GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE)) {
            graph.growWithin(new MemoryAllowance() {
                @Override
                public void require() {
                    throw new PoolException.Saturated("no memory left", Duration.ZERO);
                }

                @Override
                public boolean hasRoom() {
                    return false;
                }
            });
            runByTwoCallers(graph);
            assertThat(graph.addedBytes()).isZero();
        }
    }

    /** Many runs for one request. */
    private void runAlone(Graph graph, int count) {
        WorkAccount account = new WorkAccount(Requester.current());
        ScopedValue.where(WorkAccount.CURRENT, account).run(() -> {
            try (Tensor x = this.runtime.floats(count)) {
                x.floats().put(count - 1, count);
                for (int i = 0; i < 200; i++) {
                    Map<String, OutputValue> values = graph.run(Map.of("x", x), Set.of("places", "copy"),
                            Cancellation.never());
                    assertThat(values.get("copy").floats().get(count - 1)).isEqualTo((float) count);
                    assertThat(values.get("places").longs().get(0)).isEqualTo(count - 1);
                }
            }
        });
        account.close();
    }

    private void runByTwoCallers(Graph graph) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<?>> all = Stream.of(1, 2)
                .<Future<?>>map((count) -> callers.submit(() -> runAlone(graph, count)))
                .toList();
            for (Future<?> caller : all) {
                caller.get();
            }
        }
    }

    @Test
    void runsInSuccessionAreThoseOfOneThread() throws IOException {
        try (Graph graph = this.runtime.load(TinyGraphs.nonZeroPlaces(this.directory),
                GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE);
                Graph other = this.runtime
                    .load(TinyGraphs.nonZeroPlaces(Files.createDirectory(this.directory.resolve("other"))));
                Tensor x = this.runtime.floats(3)) {
            assertThat(this.runtime.inSuccession(Cancellation.never(),
                    () -> graph.run(Map.of("x", x), Set.of("copy"), Cancellation.never()).size()))
                .isOne();
            assertThatThrownBy(() -> this.runtime.inSuccession(Cancellation.never(),
                    () -> other.run(Map.of("x", x), Set.of("copy"), Cancellation.never())))
                .isInstanceOf(IllegalStateException.class);
            assertThat(other.run(Map.of("x", x), Set.of("copy"), Cancellation.never())).as("cores given back")
                .hasSize(1);
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
