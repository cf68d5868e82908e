package io.parley.compile;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.graph.BuildObserver;
import io.parley.weights.Checkpoint;

/**
 * A model architecture that can be written as graphs.
 */
public interface Architecture {

    /** Its name, fit for a file name, as "whisper". */
    String name();

    /**
     * The version of the code that writes it. Raised with every change of the graphs, so
     * that those kept from earlier versions are not used again.
     */
    int version();

    /**
     * Writes all graphs.
     * @param checkpoint the weights
     * @param precision in which numbers
     * @param directory an empty directory that takes the files
     * @param observer told of each weight written; may end the work by throwing
     * @throws IOException if a file cannot be written
     * @throws io.parley.weights.WeightsException if the checkpoint is not of this
     * architecture
     */
    void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer) throws IOException;

}
