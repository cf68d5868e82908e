package io.parley.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint in CTranslate2's container, {@code model.bin}.
 */
public final class CTranslate2Checkpoint implements Checkpoint {

    private final Path file;

    private final Arena arena;

    private final Map<String, WeightTensor> tensors;

    private CTranslate2Checkpoint(Path file, Arena arena, Map<String, WeightTensor> tensors) {
        this.file = file;
        this.arena = arena;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Maps the file and reads its header to the last byte.
     * @throws WeightsException if the file cannot be read, or is truncated or otherwise
     * not what it claims to be
     */
    // the checkpoint owns the arena and closes it
    @SuppressWarnings("MustBeClosedChecker")
    public static CTranslate2Checkpoint open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            var reader = new CTranslate2Reader(new HeaderReader(file, bytes));
            return new CTranslate2Checkpoint(file, arena, reader.read());
        }
        catch (IOException ex) {
            arena.close();
            throw new WeightsException(file, null, "cannot be read: " + ex.getMessage(), ex);
        }
        catch (RuntimeException ex) {
            arena.close();
            throw ex;
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
            throw new WeightsException(this.file, name, "is not in the checkpoint");
        }
        return tensor;
    }

    @Override
    public void close() {
        if (this.arena.scope().isAlive()) {
            this.arena.close();
        }
    }

}
