package io.parley.compile.graph;

import java.util.Arrays;
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

    /** Several layers over one input as one, outputs in the order given. */
    public static Projection stack(Projection... parts) {
        Matrix weight = new StackedRows(List.of(parts).stream().map(Projection::weight).toList());
        if (Arrays.stream(parts).allMatch((part) -> part.bias() == null)) {
            return new Projection(weight, null);
        }
        float[] bias = new float[weight.rows()];
        int first = 0;
        for (Projection part : parts) {
            float[] own = part.bias();
            if (own != null) {
                System.arraycopy(own, 0, bias, first, own.length);
            }
            first += part.weight().rows();
        }
        return new Projection(weight, bias);
    }

}
