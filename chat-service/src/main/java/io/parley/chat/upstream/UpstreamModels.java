package io.parley.chat.upstream;

import java.util.Map;

import io.parley.conversation.ChatModel;

/**
 * The operator's language model, if there is one.
 *
 * @param byId by its id
 */
public record UpstreamModels(Map<String, ChatModel> byId) {
}
