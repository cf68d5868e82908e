package io.parley.compile.graph;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The weights of a linear layer, y = W x + b.
 *
 * @param weight W, [outputs, inputs]
 * @param bias b, [outputs], or null for none
 */
public record Projection(Matrix weight, float @Nullable [] bias) {

    public Projection {
        if (bias != null && bias.length != weight.rows()) {
            throw new IllegalArgumentException(bias.length + " biases for " + weight.rows() + " outputs");
        }
    }

    /**
     * Several layers over one input as one, outputs in the order given; all of one
     * height.
     */
    public static Projection stack(Projection... parts) {
        Matrix weight = new StackedRows(List.of(parts).stream().map(Projection::weight).toList());
        int height = parts[0].weight().rows();
        float[] bias = new float[weight.rows()];
        for (int i = 0; i < parts.length; i++) {
            float[] own = parts[i].bias();
            if (own != null) {
                System.arraycopy(own, 0, bias, i * height, height);
            }
        }
        return new Projection(weight, bias);
    }

}
