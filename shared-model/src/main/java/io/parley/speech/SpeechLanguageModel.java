package io.parley.speech;

import java.util.List;

import io.parley.concurrent.Cancellation;

/**
 * Answers text and speech with text, or with text and speech. Thread-safe.
 */
public interface SpeechLanguageModel {

    /**
     * Answers a conversation.
     * @param messages all turns so far; the last is the one to be answered
     * @param options what the caller asks for
     * @param sink takes the answer as it comes
     * @param cancellation stops the work within one step of its generation loop
     * @return the whole answer, for the conversation's next turn
     * @throws SpeechException if the model cannot do what is asked or cannot be had now
     * @throws io.parley.audio.AudioException if a sound is too short or too long
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    SpeechReply respond(List<SpeechMessage> messages, SpeechReplyOptions options, SpeechSink sink,
            Cancellation cancellation);

}
