package io.parley.speech;

/**
 * Takes a written answer as it comes. An exception ends the work.
 */
@FunctionalInterface
public interface TextSink {

    /**
     * Takes more text, as soon as it is decided; never half a character and nothing of a
     * text at which the answer stops.
     * @param words not empty
     */
    void text(String words);

}
