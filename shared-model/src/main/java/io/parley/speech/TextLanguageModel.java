package io.parley.speech;

import java.util.List;

import io.parley.concurrent.Cancellation;

/**
 * Answers written conversations in writing. Thread-safe.
 */
public interface TextLanguageModel {

    /**
     * Answers a conversation, put to the model in its own chat template. Text that looks
     * like a control token of the model is read as the characters it is made of.
     * @param messages all turns so far, at least one; the model answers the last
     * @param options what the caller asks for
     * @param sink takes the answer as it comes
     * @param cancellation stops the work within one step of its generation loop
     * @return the whole answer
     * @throws SpeechException if the model cannot do what is asked or cannot be had now;
     * {@link SpeechException.ContextExceeded} if the conversation is longer than the
     * model can take in
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    TextReply respond(List<ChatMessage> messages, TextGenerationOptions options, TextSink sink,
            Cancellation cancellation);

    /**
     * Reads a conversation's beginning, so that an answer to what comes next begins
     * sooner. A hint; does nothing where that would not help.
     * @param beginning all turns so far
     * @param cancellation ends the work
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void read(List<ChatMessage> beginning, Cancellation cancellation) {
    }

    /**
     * Has everything there that a first call would otherwise wait for.
     * @param cancellation ends the wait
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void prepare(Cancellation cancellation) {
    }

}
