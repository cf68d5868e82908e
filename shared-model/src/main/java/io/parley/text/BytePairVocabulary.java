package io.parley.text;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a byte-level BPE tokenizer is made of where it does not come as a
 * {@code tokenizer.json}, as in GGUF files. The same parts make the same tokenizer.
 *
 * @param tokens by id, in the byte-level alphabet
 * @param merges pairs of tokens with a space between, the first merged first
 * @param control ids of control tokens
 * @param added ids of other tokens that are found in a text before it is split
 * @param split how text is split into what merges stay within
 */
public record BytePairVocabulary(List<String> tokens, List<String> merges, Set<Integer> control, Set<Integer> added,
        TextSplit split) {

    public BytePairVocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        control = Set.copyOf(control);
        added = Set.copyOf(added);
    }

    /** The same as a {@code tokenizer.json} of the Hugging Face format. */
    ObjectNode json() {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("version", "1.0");
        ArrayNode special = root.putArray("added_tokens");
        this.control.stream().sorted().forEach((id) -> add(special, id, true));
        this.added.stream().sorted().forEach((id) -> add(special, id, false));
        if (this.split.composes()) {
            root.putObject("normalizer").put("type", "NFC");
        }
        ArrayNode steps = root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        this.split.addTo(steps);
        TextSplit.byteLevel(root.putObject("decoder"), true);
        ObjectNode model = root.putObject("model").put("type", "BPE").put("ignore_merges", this.split.prefersWhole());
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < this.tokens.size(); id++) {
            vocabulary.put(this.tokens.get(id), id);
        }
        ArrayNode pairs = model.putArray("merges");
        this.merges.forEach(pairs::add);
        return root;
    }

    private void add(ArrayNode special, int id, boolean control) {
        special.addObject()
            .put("id", id)
            .put("content", this.tokens.get(id))
            .put("single_word", false)
            .put("lstrip", false)
            .put("rstrip", false)
            .put("normalized", false)
            .put("special", control);
    }

}
