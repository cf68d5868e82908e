package io.parley.llama;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.parley.text.BytePairVocabulary;
import io.parley.text.ChatTemplate;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.TextSplit;
import io.parley.weights.GgufMetadata;

/**
 * Tokenizer and chat template of a GGUF file.
 *
 * @param metadata of the file
 */
record GgufText(GgufMetadata metadata) {

    private static final String MODEL = "tokenizer.ggml.model";

    private static final String SPLIT = "tokenizer.ggml.pre";

    private static final String TOKENS = "tokenizer.ggml.tokens";

    private static final String TYPES = "tokenizer.ggml.token_type";

    private static final String TEMPLATE = "tokenizer.chat_template";

    private static final List<String> ENDS = List.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id",
            "tokenizer.ggml.eom_token_id");

    private static final long CONTROL = 3;

    private static final long USER_DEFINED = 4;

    LlamaText read() {
        ChatTemplate template = ChatTemplate.of(this.metadata.text(TEMPLATE))
            .orElseThrow(() -> this.metadata.problem(TEMPLATE, ChatEnds.UNKNOWN_TEMPLATE));
        BytePairVocabulary vocabulary = vocabulary();
        Set<Integer> ends = new HashSet<>();
        ENDS.stream().filter(this.metadata::has).map(this.metadata::integer).forEach(ends::add);
        return new LlamaText(tokenizer(vocabulary), template,
                ChatEnds.of(template, vocabulary.tokens()::indexOf, ends));
    }

    private HuggingFaceJsonTokenizer tokenizer(BytePairVocabulary vocabulary) {
        try {
            return HuggingFaceJsonTokenizer.of(vocabulary);
        }
        catch (IllegalArgumentException ex) {
            throw this.metadata.problem(TOKENS, "cannot be used: " + ex.getMessage());
        }
    }

    private BytePairVocabulary vocabulary() {
        String model = this.metadata.text(MODEL);
        if (!model.equals("gpt2")) {
            throw this.metadata.problem(MODEL, "is '" + model + "'; only byte-level BPE, 'gpt2', is supported");
        }
        TextSplit split = TextSplit.named(this.metadata.text(SPLIT))
            .orElseThrow(() -> this.metadata.problem(SPLIT,
                    "is '" + this.metadata.text(SPLIT) + "', a way to split text that is not supported"));
        List<String> tokens = this.metadata.texts(TOKENS);
        List<Long> types = this.metadata.integers(TYPES);
        if (types.size() != tokens.size()) {
            throw this.metadata.problem(TYPES, "has " + types.size() + " entries for " + tokens.size() + " tokens");
        }
        return new BytePairVocabulary(tokens, this.metadata.texts("tokenizer.ggml.merges"), ids(types, CONTROL),
                ids(types, USER_DEFINED), split);
    }

    private static Set<Integer> ids(List<Long> types, long type) {
        Set<Integer> ids = new HashSet<>();
        for (int id = 0; id < types.size(); id++) {
            if (types.get(id) == type) {
                ids.add(id);
            }
        }
        return ids;
    }

}
