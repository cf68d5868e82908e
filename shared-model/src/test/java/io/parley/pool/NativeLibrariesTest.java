package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    @TempDir
    private Path cache;

    @Test
    void librariesAreUnpackedOnceAndMendedWhereTheyAreNotWhole() throws Exception {
        Path directory = NativeLibraries.unpacked(this.cache).orElseThrow();
        Path binding = directory.resolve(System.mapLibraryName("onnxruntime4j_jni"));
        Path runtime = directory.resolve(System.mapLibraryName("onnxruntime"));
        byte[] whole = Files.readAllBytes(binding);
        Object first = Files.readAttributes(runtime, "unix:ino").get("ino");
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(binding, changed);
        Files.write(directory.resolve(binding.getFileName() + ".partial"), new byte[10]);

        assertThat(NativeLibraries.unpacked(this.cache)).contains(directory);

        assertThat(binding).hasBinaryContent(whole);
        assertThat(Files.readAttributes(runtime, "unix:ino")).as("the one that was whole").containsEntry("ino", first);
        assertThat(names(directory)).containsExactlyInAnyOrder(binding, runtime, directory.resolve("lock"));
    }

    @Test
    void severalMayStartAtOnce() throws Exception {
        try (ExecutorService starters = Executors.newFixedThreadPool(4)) {
            List<Future<Path>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(starters.submit(() -> NativeLibraries.unpacked(this.cache).orElseThrow()));
            }
            for (Future<Path> start : starts) {
                assertThat(names(start.get())).hasSize(3);
            }
        }
    }

    private static List<Path> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

}
