package io.parley.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint in several safetensors files, with an index that says which tensor is in
 * which, {@code model.safetensors.index.json}.
 */
public final class ShardedSafetensorsCheckpoint implements Checkpoint {

    private static final int MAX_INDEX_BYTES = 16 << 20;

    private static final int MAX_DEPTH = 4;

    private final Path index;

    private final Map<String, SafetensorsCheckpoint> shards = new LinkedHashMap<>();

    private final Map<String, WeightTensor> tensors = new LinkedHashMap<>();

    private ShardedSafetensorsCheckpoint(Path index) {
        this.index = index;
    }

    /**
     * Maps all files that the index names; they lie beside it.
     * @throws WeightsException if a file cannot be read or is not what it should be
     */
    public static ShardedSafetensorsCheckpoint open(Path index) {
        ShardedSafetensorsCheckpoint checkpoint = new ShardedSafetensorsCheckpoint(index);
        try {
            checkpoint.readIndex().forEach(checkpoint::add);
            return checkpoint;
        }
        catch (RuntimeException ex) {
            checkpoint.close();
            throw ex;
        }
    }

    private Map<String, String> readIndex() {
        JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
        try {
            if (Files.size(this.index) > MAX_INDEX_BYTES) {
                throw new WeightsException(this.index, null, "is longer than " + MAX_INDEX_BYTES + " bytes");
            }
            Index read = new JsonMapper(json).readerFor(Index.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Files.readAllBytes(this.index));
            if (read == null || read.weight_map() == null) {
                throw new WeightsException(this.index, null, "has no weight_map");
            }
            return read.weight_map();
        }
        catch (IOException ex) {
            throw new WeightsException(this.index, null, "cannot be read: " + ex.getMessage(), ex);
        }
        catch (JacksonException ex) {
            throw new WeightsException(this.index, null, "is no index of tensors: " + ex.getOriginalMessage(), ex);
        }
    }

    private void add(String name, @Nullable String file) {
        // a name only: an index must not lead out of its directory
        if (file == null || file.isEmpty() || !file.equals(String.valueOf(Path.of(file).getFileName()))
                || file.startsWith(".")) {
            throw new WeightsException(this.index, name, "'" + file + "' is not the name of a file");
        }
        SafetensorsCheckpoint shard = this.shards.computeIfAbsent(file,
                (key) -> SafetensorsCheckpoint.open(this.index.resolveSibling(key)));
        this.tensors.put(name, shard.tensor(name));
    }

    /** The index. */
    @Override
    public Path file() {
        return this.index;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(this.tensors.keySet());
    }

    @Override
    public WeightTensor tensor(String name) {
        WeightTensor tensor = this.tensors.get(name);
        if (tensor == null) {
            throw new WeightsException(this.index, name, "is not in the checkpoint");
        }
        return tensor;
    }

    @Override
    public void close() {
        this.shards.values().forEach(SafetensorsCheckpoint::close);
    }

    /** The part of the index that is used, under the format's own name. */
    private record Index(@Nullable Map<String, String> weight_map) {
    }

}
