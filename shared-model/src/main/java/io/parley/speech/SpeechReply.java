package io.parley.speech;

/**
 * A model's whole answer, to be part of what it is asked next. Only the model that gave
 * it can take it.
 */
public interface SpeechReply {

    /** The words, control tokens left out. */
    String text();

    /** Whether it ended because a limit was met, not because all was said. */
    boolean truncated();

    /** What it took. */
    TokenUsage usage();

    /**
     * What an answer took, in the models' own units.
     *
     * @param promptText of the conversation's text
     * @param promptAudio of the conversation's sound
     * @param text of the answer's words
     * @param audio of the answer's sound
     */
    record TokenUsage(int promptText, int promptAudio, int text, int audio) {
    }

}
