package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.ShardedSafetensorsCheckpoint;
import io.parley.weights.WeightsException;

/**
 * A checkpoint directory as LFM2-Audio's are published: {@code config.json},
 * {@code tokenizer.json}, {@code model.safetensors} in one file or in several with an
 * index, and the codecs, Mimi as {@code tokenizer-*.safetensors}, the detokenizer in
 * {@code audio_detokenizer/}. Or, without those weights, as the ONNX export of
 * LFM2.5-Audio is published.
 *
 * @param path where it is
 */
public record CheckpointDirectory(Path path) {

    private static final String WEIGHTS = "model.safetensors";

    private static final String INDEX = "model.safetensors.index.json";

    private static final String CONFIG = "config.json";

    private static final String DETOKENIZER = "audio_detokenizer";

    private static final String MIMI_OVERRIDES = "mimi_tiny.json";

    /** The tokenizer. */
    public Path tokenizer() {
        return this.path.resolve("tokenizer.json");
    }

    /**
     * Maps the model's own weights; of a published ONNX export, the embeddings alone.
     * @throws WeightsException if they are missing or damaged
     */
    public Checkpoint open() {
        Optional<PublishedDirectory> published = published();
        if (published.isPresent()) {
            return new PublishedTables(published.get(), Lfm2AudioConfig.read(this.path).backbone().width());
        }
        return (isSharded()) ? ShardedSafetensorsCheckpoint.open(this.path.resolve(INDEX))
                : SafetensorsCheckpoint.open(this.path.resolve(WEIGHTS));
    }

    /** Size of the model's own weights, or 0 if they cannot be found. */
    public long weightBytes() {
        return published().map(PublishedDirectory::decoderBytes)
            .orElseGet(() -> weights().stream().mapToLong((file) -> file.toFile().length()).sum());
    }

    /** What decides the content of the model's own graphs. */
    List<Path> sources() {
        Optional<PublishedDirectory> published = published();
        if (published.isPresent()) {
            return published.get().sources();
        }
        List<Path> sources = new ArrayList<>();
        sources.add(this.path.resolve(CONFIG));
        if (isSharded()) {
            sources.add(this.path.resolve(INDEX));
        }
        sources.addAll(weights());
        return sources;
    }

    /** The directory as an ONNX export, if it holds no checkpoint but one of those. */
    Optional<PublishedDirectory> published() {
        return (Files.exists(this.path.resolve(WEIGHTS)) || isSharded()) ? Optional.empty()
                : PublishedDirectory.at(this.path);
    }

    /** Mimi's checkpoint, if it is there. */
    Optional<Path> mimi() {
        return list(this.path, "tokenizer-*.safetensors").stream().findFirst();
    }

    /** What decides the content of Mimi's graph. */
    List<Path> mimiSources(Path checkpoint) {
        Path overrides = this.path.resolve(MIMI_OVERRIDES);
        return Files.isRegularFile(overrides) ? List.of(checkpoint, overrides) : List.of(checkpoint);
    }

    /** The detokenizer's directory, if it is there. */
    Optional<Path> detokenizer() {
        return Optional.of(this.path.resolve(DETOKENIZER)).filter(Files::isDirectory);
    }

    /** The detokenizer's checkpoint. */
    static Path detokenizerWeights(Path directory) {
        return directory.resolve(WEIGHTS);
    }

    /** What decides the content of the detokenizer's graph. */
    static List<Path> detokenizerSources(Path directory) {
        return List.of(directory.resolve(CONFIG), detokenizerWeights(directory));
    }

    private boolean isSharded() {
        return !Files.exists(this.path.resolve(WEIGHTS)) && Files.isRegularFile(this.path.resolve(INDEX));
    }

    private List<Path> weights() {
        return isSharded() ? list(this.path, "model-*.safetensors") : List.of(this.path.resolve(WEIGHTS));
    }

    private static List<Path> list(Path directory, String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            found.forEach(files::add);
        }
        catch (IOException ex) {
            throw new WeightsException(directory, null, "cannot be listed: " + ex.getMessage(), ex);
        }
        Collections.sort(files);
        return files;
    }

}
