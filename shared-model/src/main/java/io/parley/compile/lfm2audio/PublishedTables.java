package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;

/**
 * The tables of embeddings beside the published graphs, float32 in rows, under the names
 * that they have in a checkpoint. Mapped, not read.
 */
final class PublishedTables implements Checkpoint {

    private final Path file;

    private final Arena memory = Arena.ofShared();

    private final Map<String, WeightTensor> tensors;

    /**
     * Maps the tables.
     * @param width of their rows
     * @throws WeightsException if one is missing or has no whole number of rows
     */
    PublishedTables(PublishedDirectory directory, int width) {
        this.file = directory.path();
        try {
            this.tensors = Map.of("lfm.embed_tokens.weight",
                    table("lfm.embed_tokens.weight", directory.tokenTable(), width), "audio_embedding.embedding.weight",
                    table("audio_embedding.embedding.weight", directory.codeTable(), width));
        }
        catch (RuntimeException ex) {
            this.memory.close();
            throw ex;
        }
    }

    private WeightTensor table(String name, Path table, int width) {
        try (FileChannel channel = FileChannel.open(table)) {
            long row = (long) width * Float.BYTES;
            if (channel.size() % row != 0) {
                throw new WeightsException(table, null, "has no whole number of rows of " + width + " numbers");
            }
            MemorySegment data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), this.memory);
            return new WeightTensor(name, DataType.FLOAT32, List.of(channel.size() / row, (long) width), data);
        }
        catch (IOException ex) {
            throw new WeightsException(table, null, "cannot be read: " + ex.getMessage(), ex);
        }
    }

    @Override
    public Path file() {
        return this.file;
    }

    @Override
    public Set<String> names() {
        return this.tensors.keySet();
    }

    @Override
    public WeightTensor tensor(String name) {
        WeightTensor tensor = this.tensors.get(name);
        if (tensor == null) {
            throw new WeightsException(this.file, name, "is not among the published tables");
        }
        return tensor;
    }

    @Override
    public void close() {
        if (this.memory.scope().isAlive()) {
            this.memory.close();
        }
    }

}
