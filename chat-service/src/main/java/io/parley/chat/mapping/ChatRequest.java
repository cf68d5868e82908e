package io.parley.chat.mapping;

import java.util.List;

import io.parley.audio.AudioFormat;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.ReplyOptions;
import io.parley.conversation.Turn;

/**
 * What a caller asks.
 *
 * @param name of the model, as it was asked for
 * @param model that name's
 * @param turns the conversation
 * @param options of the answer
 * @param format of its sound
 * @param delivery how the answer is sent
 */
public record ChatRequest(String name, ConversationModel model, List<Turn> turns, ReplyOptions options,
        AudioFormat format, Delivery delivery) {

    /** How an answer is sent. */
    public enum Delivery {

        /** When it is whole. */
        WHOLE,
        /** While it is made. */
        STREAMED,
        /** While it is made, and what it took at the end. */
        STREAMED_WITH_USAGE

    }

}
