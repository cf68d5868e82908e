package io.parley.compile.lfm2audio;

/**
 * What a causal convolution remembers between two runs: its last inputs, zeros at the
 * start. In the graph the input {@code past_NAME} and the output {@code present_NAME},
 * float32 [1, steps, width]; one tensor may be bound as both.
 *
 * @param name the convolution's name
 * @param steps how many inputs
 * @param width channels of each
 */
public record ConvolutionState(String name, int steps, int width) {

    /** The graph's input. */
    public String past() {
        return "past_" + this.name;
    }

    /** The graph's output. */
    public String present() {
        return "present_" + this.name;
    }

}
