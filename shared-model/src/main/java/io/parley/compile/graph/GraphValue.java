package io.parley.compile.graph;

import java.util.List;

import io.parley.weights.DataType;

/**
 * An input or output of a graph.
 *
 * @param name unique in the graph
 * @param type of its elements
 * @param axes its shape
 */
public record GraphValue(String name, DataType type, List<Axis> axes) {
}
