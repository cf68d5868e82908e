package io.parley.llama;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

import io.parley.text.ChatTemplate;

/** The tokens with which answers end. */
final class ChatEnds {

    static final String UNKNOWN_TEMPLATE = "is no template that is supported; ChatML's and Llama 3's are";

    /** Models end a text with these, whatever their files say ends a turn. */
    private static final List<String> ENDS_OF_TEXT = List.of("<|endoftext|>", "<|end_of_text|>");

    private ChatEnds() {
    }

    /**
     * All of a model's.
     * @param id finds a token, or gives something negative
     * @param named those that its files name
     */
    static Set<Integer> of(ChatTemplate template, ToIntFunction<String> id, Set<Integer> named) {
        Set<Integer> ends = new HashSet<>(named);
        ends.add(id.applyAsInt(template.endOfTurn()));
        ENDS_OF_TEXT.forEach((token) -> ends.add(id.applyAsInt(token)));
        ends.removeIf((end) -> end < 0);
        return ends;
    }

}
