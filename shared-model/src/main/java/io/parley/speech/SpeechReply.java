package io.parley.speech;

import org.jspecify.annotations.Nullable;

/**
 * A model's whole answer, to be part of what it is asked next, of the same copy of the
 * model or of another one elsewhere.
 *
 * @param text the words, control tokens left out
 * @param truncated whether it ended because a limit was met, not because all was said
 * @param usage what it took
 * @param own what the model that gave it sees of it again; null where the words are all
 */
public record SpeechReply(String text, boolean truncated, TokenUsage usage, @Nullable Own own) {

    /**
     * What an answer took, in the models' own units.
     *
     * @param promptText of the conversation's text
     * @param promptAudio of the conversation's sound
     * @param text of the answer's words
     * @param audio of the answer's sound
     */
    public record TokenUsage(int promptText, int promptAudio, int text, int audio) {
    }

    /**
     * What a model sees again of its answer.
     *
     * @param model its id: others read the words
     * @param items what it generated, in a form of its own. Not to be changed
     */
    public record Own(String model, byte[] items) {
    }

}
