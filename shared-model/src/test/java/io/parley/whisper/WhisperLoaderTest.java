package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/** Files that rot on the disk, unnoticed by size and time of change. */
class WhisperLoaderTest {

    @TempDir
    private Path home;

    @Test
    void whatIsDamagedIsMadeAnewAndNothingLeaks() throws IOException {
        CatalogEntry entry = TestModels.whisperBaseEntry();
        Path models = TestModels.whisperBase().getParent();
        ModelStore store = new ModelStore(this.home,
                StoreSettings.fromEnvironment(Map.of()).withDirectories(List.of(models)));
        GraphStore graphs = new GraphStore(this.home);
        WhisperLoader loader = new WhisperLoader(store, PullListener.none(), new WhisperCompiler(graphs),
                Precision.INT8, 1, DecodingSettings.DEFAULT);
        InferenceRuntime runtime = new InferenceRuntime(2);
        loader.spec(entry).loader().apply(runtime).close();

        rot(store.directory(entry).resolve("tokenizer.json"));
        loader.spec(entry).loader().apply(runtime).close();
        rot(compiled("decoder.onnx"));
        loader.spec(entry).loader().apply(runtime).close();
        assertThat(runtime.liveTensors()).isZero();

        String checkpoint = entry.file("model.bin").sha256();
        assertThat(graphs.verify(checkpoint)).isZero();
        rot(compiled("encoder.onnx.data"));
        assertThat(graphs.verify(checkpoint)).isOne();
    }

    private Path compiled(String name) throws IOException {
        try (Stream<Path> files = Files.walk(this.home.resolve("compiled"))) {
            return files.filter((file) -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static void rot(Path path) throws IOException {
        FileTime modified = Files.getLastModifiedTime(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(file.length() / 3);
            for (int i = 0; i < 64; i++) {
                file.write(0xaa);
            }
        }
        Files.setLastModifiedTime(path, modified);
    }

}
