package io.parley.conversation;

import java.util.List;

import io.parley.concurrent.Cancellation;

/**
 * Answers written conversations in writing, and may call tools. Thread-safe.
 */
public interface ChatModel {

    /**
     * Says whether the model can ever do what is asked. Loads nothing.
     * @throws io.parley.speech.SpeechException.Unsupported if it never can
     */
    void check(WritingOptions options);

    /**
     * Answers a conversation.
     * @param turns all turns so far; the model answers the last
     * @param options what the caller asks for
     * @param sink takes the answer as it comes
     * @param cancellation stops the work within one step
     * @return the whole answer
     * @throws io.parley.speech.SpeechException if the model cannot do what is asked or
     * cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Written write(List<ChatTurn> turns, WritingOptions options, WritingSink sink, Cancellation cancellation);

    /**
     * Reads a conversation's beginning, so that an answer to what comes next begins
     * sooner. A hint; does nothing where that would not help.
     * @param beginning all turns so far
     * @param cancellation ends the work
     */
    default void read(List<ChatTurn> beginning, Cancellation cancellation) {
    }

    /**
     * Whether another server writes its answers, so that one begun in vain may cost its
     * owner.
     */
    default boolean isRemote() {
        return false;
    }

    /**
     * Has everything there that a first call would otherwise wait for.
     * @param cancellation ends the wait
     */
    default void prepare(Cancellation cancellation) {
    }

}
