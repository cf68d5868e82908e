package io.parley.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A checkpoint in one file, mapped whole, however long it is.
 */
abstract sealed class MappedCheckpoint implements Checkpoint
        permits CTranslate2Checkpoint, GgufCheckpoint, SafetensorsCheckpoint {

    private final Path file;

    private final Arena arena;

    private final Map<String, WeightTensor> tensors;

    /**
     * Maps the file and reads its header.
     * @param reader finds the tensors in the file's bytes
     * @throws WeightsException if the file cannot be read, or by the reader
     */
    // the checkpoint owns the arena and closes it
    @SuppressWarnings("MustBeClosedChecker")
    MappedCheckpoint(Path file, BiFunction<Path, MemorySegment, Map<String, WeightTensor>> reader) {
        this.file = file;
        this.arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), this.arena);
            this.tensors = Collections.unmodifiableMap(reader.apply(file, bytes));
        }
        catch (IOException ex) {
            this.arena.close();
            throw new WeightsException(file, null, "cannot be read: " + ex.getMessage(), ex);
        }
        catch (RuntimeException ex) {
            this.arena.close();
            throw ex;
        }
    }

    @Override
    public final Path file() {
        return this.file;
    }

    @Override
    public final Set<String> names() {
        return this.tensors.keySet();
    }

    @Override
    public final WeightTensor tensor(String name) {
        WeightTensor tensor = this.tensors.get(name);
        if (tensor == null) {
            throw new WeightsException(this.file, name, "is not in the checkpoint");
        }
        return tensor;
    }

    @Override
    public final void close() {
        if (this.arena.scope().isAlive()) {
            this.arena.close();
        }
    }

}
