package io.parley.conversation;

import java.util.List;

import io.parley.concurrent.Cancellation;

/**
 * Takes part in a conversation: hears or reads, and writes or speaks. Thread-safe.
 */
public interface ConversationModel {

    /**
     * Says whether the model can ever do what is asked, before anything is decoded or
     * generated. Loads nothing.
     * @param options what the caller asks for
     * @throws io.parley.speech.SpeechException.Unsupported if it never can
     */
    void check(ReplyOptions options);

    /**
     * Answers a conversation.
     * @param turns all turns so far; the last is the one to be answered
     * @param options what the caller asks for
     * @param sink takes the answer as it comes, on the calling thread
     * @param cancellation stops all work within one step of whichever model works
     * @return the whole answer, for the conversation's next turn
     * @throws io.parley.speech.SpeechException if the model cannot do what is asked or
     * cannot be had now
     * @throws io.parley.audio.AudioException if a sound cannot be used
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Reply respond(List<Turn> turns, ReplyOptions options, ReplySink sink, Cancellation cancellation);

    /**
     * Reads a conversation's beginning, so that an answer to what comes next begins
     * sooner. A hint; does nothing where that would not help.
     * @param beginning all turns so far
     * @param cancellation ends the work
     * @throws io.parley.speech.SpeechException if a model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void read(List<Turn> beginning, Cancellation cancellation) {
    }

    /**
     * Whether another server writes its answers, so that one begun in vain may cost its
     * owner.
     */
    default boolean isRemote() {
        return false;
    }

    /**
     * Has everything there that a first call would otherwise wait for. Does nothing if it
     * is.
     * @param cancellation ends the wait
     * @throws io.parley.speech.SpeechException if a model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void prepare(Cancellation cancellation) {
    }

}
