package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * Cosines and sines of a rotary position embedding in a graph, [positions, head width /
 * 2] each: the angle of position p and pair i is p * frequency(i). They serve both
 * layouts; which two elements of a head make a pair is the operator's matter.
 *
 * @param cos name of the cosines
 * @param sin name of the sines
 */
public record RotaryTable(String cos, String sin) {

    /**
     * Writes a table of the plain frequencies theta^(-2i / head width).
     * @param name the beginning of both names
     * @param positions how many, from 0
     * @param headWidth elements of a head
     * @param theta the base
     */
    public static RotaryTable add(GraphBuilder graph, String name, int positions, int headWidth, double theta)
            throws IOException {
        float[] frequencies = new float[headWidth / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) Math.pow(theta, -2.0 * i / headWidth);
        }
        return add(graph, name, positions, frequencies);
    }

    /**
     * Writes a table.
     * @param name the beginning of both names
     * @param positions how many, from 0
     * @param frequencies one for each pair of a head
     */
    public static RotaryTable add(GraphBuilder graph, String name, int positions, float[] frequencies)
            throws IOException {
        List<Long> shape = List.of((long) positions, (long) frequencies.length);
        return new RotaryTable(
                graph.weight(name + ".cos", DataType.FLOAT32, shape, table(positions, frequencies, true)),
                graph.weight(name + ".sin", DataType.FLOAT32, shape, table(positions, frequencies, false)));
    }

    // angles are rounded to float32 as the reference does: far out that is visible
    private static TensorContent table(int positions, float[] frequencies, boolean cosine) {
        return (output) -> {
            float[] row = new float[frequencies.length];
            for (int position = 0; position < positions; position++) {
                for (int i = 0; i < row.length; i++) {
                    float angle = position * frequencies[i];
                    row[i] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
                }
                output.floats(row, 0, row.length);
            }
        };
    }

}
