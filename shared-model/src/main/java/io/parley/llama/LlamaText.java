package io.parley.llama;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import io.parley.speech.ChatMessage;
import io.parley.text.ChatPart;
import io.parley.text.ChatTemplate;
import io.parley.text.ChatTurn;
import io.parley.text.Tokenizer;

/**
 * How a model reads and writes conversations.
 *
 * @param tokenizer its tokenizer
 * @param template its chat template
 * @param ends the tokens with which it ends an answer
 */
record LlamaText(Tokenizer tokenizer, ChatTemplate template, Set<Integer> ends) {

    LlamaText {
        ends = Set.copyOf(ends);
    }

    /** The tokens of a conversation, up to where the answer begins. */
    int[] prompt(List<ChatMessage> messages) {
        List<ChatTurn> turns = messages.stream()
            .map((message) -> new ChatTurn(message.role().name().toLowerCase(Locale.ROOT), message.text()))
            .toList();
        return this.template.prompt(turns).stream().flatMapToInt(this::tokens).toArray();
    }

    private IntStream tokens(ChatPart part) {
        return switch (part) {
            case ChatPart.Control control -> IntStream.of(this.tokenizer.id(control.token()));
            case ChatPart.Plain plain -> Arrays.stream(this.tokenizer.encodePlain(plain.text()));
        };
    }

}
