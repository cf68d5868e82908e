package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.parley.compile.SourceDigests;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.speech.SpeechException;
import io.parley.weights.WeightsException;

/** Checkpoint directories, whole and damaged. */
class Lfm2AudioLoaderTest {

    private static final BuildObserver IGNORED = (graph, bytes) -> {
    };

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path directory;

    @Test
    void aCheckpointIsCompiledOnceWithProgressWhereverItLies() throws IOException {
        List<String> graphs = new ArrayList<>();
        Lfm2AudioLoader loader = TinyModel.loader(store());
        loader.load(TinyModel.directory(), this.runtime, "tiny", (graph, bytes) -> graphs.add(graph)).close();
        assertThat(graphs).contains("encoder", "backbone", "text-head", "depthformer", "detokenizer");
        graphs.clear();
        CheckpointDirectory copy = new CheckpointDirectory(TinyModel.copy(this.directory.resolve("copy")));
        loader.load(copy, this.runtime, "tiny", (graph, bytes) -> graphs.add(graph)).close();
        assertThat(graphs).isEmpty();
        // one changed weight makes it another checkpoint
        try (RandomAccessFile file = new RandomAccessFile(copy.path().resolve("model.safetensors").toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        }
        loader.load(copy, this.runtime, "tiny", (graph, bytes) -> graphs.add(graph)).close();
        assertThat(graphs).contains("backbone").doesNotContain("detokenizer");
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void aGraphThatWasDamagedOnTheDiskIsMadeAnew() throws IOException {
        Lfm2AudioLoader loader = TinyModel.loader(store());
        loader.load(TinyModel.directory(), this.runtime, "tiny", IGNORED).close();
        Path graph;
        try (Stream<Path> files = Files.walk(store())) {
            graph = files.filter((file) -> file.endsWith("backbone.onnx")).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(graph);
        // as a disk does it, which leaves the time as it was
        FileTime time = Files.getLastModifiedTime(graph);
        Files.write(graph, new byte[whole.length]);
        Files.setLastModifiedTime(graph, time);
        loader.spec("tiny", TinyModel.directory()).loader().apply(this.runtime).close();
        assertThat(graph).hasBinaryContent(whole);
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void withoutTheDetokenizerMimiIsTakenAndWithoutEitherNothingIsSaid() throws IOException {
        Path copy = TinyModel.copy(this.directory.resolve("copy"));
        try (Lfm2AudioModel model = load(copy); AudioCodecDecoder decoder = model.newDecoder()) {
            assertThat(decoder).as("LFM2.5-Audio has both").isInstanceOf(Lfm2Detokenizer.class);
        }
        delete(copy.resolve("audio_detokenizer"));
        try (Lfm2AudioModel model = load(copy); AudioCodecDecoder decoder = model.newDecoder()) {
            assertThat(decoder).isInstanceOf(MimiDecoder.class);
        }
        try (Stream<Path> files = Files.list(copy)) {
            Files.delete(files.filter((file) -> file.getFileName().toString().startsWith("tokenizer-"))
                .findFirst()
                .orElseThrow());
        }
        try (Lfm2AudioModel model = load(copy)) {
            assertThat(model.canSpeak()).isFalse();
            assertThatThrownBy(model::newDecoder).isInstanceOf(SpeechException.Unsupported.class);
        }
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Path copy = TinyModel.copy(this.directory.resolve("copy"));
        try (RandomAccessFile file = new RandomAccessFile(copy.resolve("model.safetensors").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertRefused(copy, "model.safetensors");
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        Path copy = TinyModel.copy(this.directory.resolve("copy"));
        Path file = copy.resolve("model.safetensors");
        String name = "lfm.layers.3.conv.in_proj.weight";
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, 0, 100_000, StandardCharsets.ISO_8859_1).indexOf(name);
        assertThat(at).isPositive();
        bytes[at] = 'x';
        Files.write(file, bytes);
        assertRefused(copy, name);
        // nothing of the failed build is left that a later one could take for whole
        bytes[at] = 'l';
        Files.write(file, bytes);
        load(copy).close();
    }

    @Test
    void anotherArchitectureIsRefused() throws IOException {
        Path copy = TinyModel.copy(this.directory.resolve("copy"));
        Path config = copy.resolve("config.json");
        Files.writeString(config, Files.readString(config)
            .replace("Lfm2AudioForConditionalGeneration", "WhisperForConditionalGeneration"));
        assertRefused(copy, "WhisperForConditionalGeneration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sample_rate   | 8000
            window_size   | 0.02
            window_stride | 0.0125
            n_fft         | 1024
            normalize     | "all_features"
            preemph       | 0
            """)
    void aFrontEndThatTheModelWasNotTrainedWithIsRefused(String key, String value) throws IOException {
        Path copy = TinyModel.copy(this.directory.resolve("copy"));
        Path config = copy.resolve("config.json");
        ObjectNode root = (ObjectNode) new JsonMapper().readTree(config.toFile());
        ((ObjectNode) root.get("preprocessor")).set(key, new JsonMapper().readTree(value));
        Files.writeString(config, root.toString());
        assertRefused(copy, "preprocessor." + key);
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        assertRefused(this.directory.resolve("nothing"), "nothing");
    }

    private void assertRefused(Path checkpoint, String named) {
        assertThatThrownBy(() -> load(checkpoint)).isInstanceOf(WeightsException.class).hasMessageContaining(named);
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void whoIsGoneStopsTheReading() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        var digests = new SourceDigests(store());
        assertThatThrownBy(
                () -> digests.sha256(List.of(TinyModel.directory().path().resolve("model.safetensors")), cancelled))
            .isInstanceOf(CancellationException.class);
    }

    private Lfm2AudioModel load(Path checkpoint) {
        return TinyModel.loader(store()).load(new CheckpointDirectory(checkpoint), this.runtime, "tiny", IGNORED);
    }

    private Path store() {
        return this.directory.resolve("store");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

}
