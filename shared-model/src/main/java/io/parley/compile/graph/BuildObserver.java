package io.parley.compile.graph;

/**
 * Is told how a build goes on, on the thread that builds.
 */
@FunctionalInterface
public interface BuildObserver {

    /**
     * A weight has been written.
     * @param graph the graph's name, as "encoder"
     * @param bytes how much of the graph's weights is written by now
     */
    void weightWritten(String graph, long bytes);

}
