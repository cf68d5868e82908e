package io.parley.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.parley.catalog.StoreLock;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.concurrent.Cancellation;
import io.parley.testing.CTranslate2File;
import io.parley.weights.CTranslate2Checkpoint;
import io.parley.weights.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphStoreTest {

    private static final String SOURCE = "a".repeat(64);

    private static final BuildObserver SILENT = (graph, bytes) -> {
    };

    @TempDir
    Path directory;

    private final OneVector architecture = new OneVector();

    private GraphStore store;

    @BeforeEach
    void open() throws IOException {
        this.store = new GraphStore(this.directory);
        new CTranslate2File().float32("v", new float[] { 1, 2, 3 }, 3).write(this.directory.resolve("model.bin"));
    }

    @Test
    void graphsAreBuiltOnceAndFoundAgain() throws IOException {
        CompiledGraphs first = obtain(SOURCE, Precision.FP32);
        assertThat(names(first.directory())).containsExactlyInAnyOrder("v.onnx", "v.onnx.data", "manifest.json");
        assertThat(first.bytes()).isEqualTo(
                Files.size(first.directory().resolve("v.onnx")) + Files.size(first.directory().resolve("v.onnx.data")));
        assertThat(new GraphStore(this.directory).obtain(this.architecture, SOURCE, () -> {
            throw new AssertionError("the checkpoint is not needed any more");
        }, Precision.FP32, SILENT, Cancellation.never())).isEqualTo(first);
        assertThat(this.architecture.writes).hasValue(1);
    }

    @Test
    void anotherSourcePrecisionOrVersionIsAnotherDirectory() {
        Path first = obtain(SOURCE, Precision.FP32).directory();
        Path source = obtain("b".repeat(64), Precision.FP32).directory();
        Path precision = obtain(SOURCE, Precision.INT8).directory();
        this.architecture.version++;
        Path version = obtain(SOURCE, Precision.FP32).directory();
        assertThat(List.of(first, source, precision, version)).doesNotHaveDuplicates();
        assertThat(this.architecture.writes).hasValue(4);
    }

    @Test
    void manyAtOnceBuildOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var graphs = threads.invokeAll(
                    IntStream
                        .range(0, 8).<java.util.concurrent.Callable<CompiledGraphs>>mapToObj(
                                (i) -> () -> obtain(SOURCE, Precision.FP32))
                        .toList());
            for (var each : graphs) {
                assertThat(each.get()).isEqualTo(graphs.getFirst().get());
            }
        }
        assertThat(this.architecture.writes).hasValue(1);
    }

    @Test
    void whatIsDamagedIsBuiltAgain() throws IOException {
        Path built = obtain(SOURCE, Precision.FP32).directory();
        byte[] whole = Files.readAllBytes(built.resolve("v.onnx.data"));
        try (RandomAccessFile file = new RandomAccessFile(built.resolve("v.onnx.data").toFile(), "rw")) {
            file.setLength(5);
        }
        assertThat(obtain(SOURCE, Precision.FP32).directory().resolve("v.onnx.data")).hasBinaryContent(whole);
        Files.delete(built.resolve("v.onnx"));
        assertThat(obtain(SOURCE, Precision.FP32).directory().resolve("v.onnx")).exists();
        Files.writeString(built.resolve("manifest.json"), "{\"files\":");
        assertThat(obtain(SOURCE, Precision.FP32).directory().resolve("v.onnx")).exists();
        Files.writeString(built.resolve("manifest.json"), "{}");
        obtain(SOURCE, Precision.FP32);
        assertThat(this.architecture.writes).hasValue(5);
    }

    @Test
    void whatAKilledBuilderLeftIsCleared() throws IOException {
        Path built = obtain(SOURCE, Precision.FP32).directory();
        Path partial = built.resolveSibling(built.getFileName() + ".partial");
        Files.move(built, partial);
        Files.delete(partial.resolve("manifest.json"));
        assertThat(obtain(SOURCE, Precision.FP32).directory()).isDirectory();
        assertThat(partial).doesNotExist();
    }

    @Test
    void aCancelledBuildLeavesNothing() throws IOException {
        Cancellation cancellation = new Cancellation();
        assertThatThrownBy(() -> this.store.obtain(this.architecture, SOURCE, this::checkpoint, Precision.FP32,
                (graph, bytes) -> cancellation.cancel(), cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(names(this.directory.resolve("compiled"))).allMatch((name) -> name.endsWith(".lock"));
    }

    @Test
    void aFullDiskIsSaidInOneSentenceAndNothingIsLeft() throws IOException {
        this.architecture.failure = new IOException("No space left on device");
        assertThatThrownBy(() -> obtain(SOURCE, Precision.FP32)).isInstanceOf(CompileException.class)
            .hasMessage("the disk is full: there is no room for compiled graphs under "
                    + this.directory.resolve("compiled"));
        assertThat(names(this.directory.resolve("compiled"))).allMatch((name) -> name.endsWith(".lock"));
        this.architecture.failure = null;
        assertThat(obtain(SOURCE, Precision.FP32).directory()).isDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.createFile(this.directory.resolve("file"));
        assertThatThrownBy(() -> new GraphStore(file).obtain(this.architecture, SOURCE, this::checkpoint,
                Precision.FP32, SILENT, Cancellation.never()))
            .isInstanceOf(CompileException.class)
            .hasMessageContaining(file.toString());
    }

    @Test
    void graphsOfASourceCanBeRemoved() {
        Path first = obtain(SOURCE, Precision.FP32).directory();
        Path second = obtain(SOURCE, Precision.INT8).directory();
        Path other = obtain("b".repeat(64), Precision.FP32).directory();
        this.store.remove(SOURCE);
        assertThat(first).doesNotExist();
        assertThat(second).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aNewerVersionTakesTheOlderOnesPlaceAndNobodyElses() throws IOException {
        Path older = obtain(SOURCE, Precision.FP32).directory();
        Path precision = obtain(SOURCE, Precision.INT8).directory();
        Path source = obtain("b".repeat(64), Precision.FP32).directory();
        Path unversioned = older.resolveSibling(older.getFileName().toString().replaceAll(".{4}$", "0000"));
        Files.createDirectory(unversioned);
        Files.writeString(unversioned.resolve("manifest.json"), "{\"source\":\"" + SOURCE + "\",\"files\":{}}");
        Path foreign = older.resolveSibling("vector-fp32-of-somebody-else");
        Files.createDirectory(foreign);
        Files.copy(unversioned.resolve("manifest.json"), foreign.resolve("manifest.json"));
        this.architecture.version++;
        Path newer = obtain(SOURCE, Precision.FP32).directory();
        assertThat(List.of(older, unversioned)).noneMatch(Files::exists);
        assertThat(List.of(newer, precision, source, foreign)).allMatch(Files::exists);
        this.architecture.version--;
        assertThat(obtain(SOURCE, Precision.FP32).directory()).isEqualTo(older).exists();
        assertThat(newer).exists();
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void whatSomebodyIsBuildingIsNotTakenAway() {
        Path older = obtain(SOURCE, Precision.FP32).directory();
        this.architecture.version++;
        Path lock = older.resolveSibling(older.getFileName() + ".lock");
        try (StoreLock held = StoreLock.acquire(lock, Cancellation.never())) {
            obtain(SOURCE, Precision.FP32);
            assertThat(older).exists();
        }
    }

    private CompiledGraphs obtain(String source, Precision precision) {
        return this.store.obtain(this.architecture, source, this::checkpoint, precision, SILENT, Cancellation.never());
    }

    private Checkpoint checkpoint() {
        return CTranslate2Checkpoint.open(this.directory.resolve("model.bin"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map((file) -> file.getFileName().toString()).toList();
        }
    }

    /** The smallest architecture: its graph holds one weight. */
    private static final class OneVector implements Architecture {

        private final AtomicInteger writes = new AtomicInteger();

        private int version = 1;

        private IOException failure;

        @Override
        public String name() {
            return "vector";
        }

        @Override
        public int version() {
            return this.version;
        }

        @Override
        public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
                throws IOException {
            this.writes.incrementAndGet();
            try (GraphBuilder graph = new GraphBuilder(directory.resolve("v.onnx"), observer)) {
                graph.vector("v", checkpoint.tensor("v").toFloats());
                if (this.failure != null) {
                    throw this.failure;
                }
                graph.finish();
            }
        }

    }

}
