package io.parley.lfm2audio;

/**
 * Takes what is generated, item by item, in order, as it comes.
 */
@FunctionalInterface
public interface GenerationSink {

    /** Takes the next item; an exception ends the generation. */
    void accept(GeneratedItem item);

}
