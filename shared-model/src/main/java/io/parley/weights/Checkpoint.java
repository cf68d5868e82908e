package io.parley.weights;

import java.nio.file.Path;
import java.util.Set;

/**
 * The tensors of one published checkpoint, memory-mapped: opening reads the header only,
 * and a tensor's bytes are read from the disk when they are touched. Thread-safe. Tensors
 * must not be used after {@link #close()}.
 */
public interface Checkpoint extends AutoCloseable {

    /** The file (or the first of several) that holds the tensors. */
    Path file();

    /** All names by which {@link #tensor} finds something, aliases included. */
    Set<String> names();

    /**
     * A tensor by name or alias. Found by an alias it carries the name under which it is
     * stored, so that tied weights can be told by equal names.
     * @throws WeightsException if there is none
     */
    WeightTensor tensor(String name);

    /** Whether there is a tensor or an alias of this name. */
    default boolean contains(String name) {
        return names().contains(name);
    }

    /** Unmaps the file. */
    @Override
    void close();

}
