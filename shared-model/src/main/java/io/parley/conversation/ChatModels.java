package io.parley.conversation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.speech.SpeechModels;
import io.parley.speech.TextLanguageModels;

/**
 * All that can write answers: what the operator names first, then our own language
 * models.
 */
public final class ChatModels implements SpeechModels<ChatModel> {

    private final Map<String, ChatModel> named;

    private final TextLanguageModels own;

    /**
     * Puts them together.
     * @param named what the operator names, by id, the default of all first
     * @param own our own
     */
    public ChatModels(Map<String, ChatModel> named, TextLanguageModels own) {
        this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        this.own = own;
    }

    @Override
    public ChatModel named(String model) {
        ChatModel known = this.named.get(model);
        return (known != null) ? known : new LocalChatModel(this.own.named(model));
    }

    @Override
    public List<String> models() {
        return Stream.concat(this.named.keySet().stream(), this.own.models().stream()).distinct().toList();
    }

}
