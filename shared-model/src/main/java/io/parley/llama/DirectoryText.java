package io.parley.llama;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.parley.compile.ConfigReader;
import io.parley.text.ChatTemplate;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;
import io.parley.weights.WeightsException;

/**
 * Tokenizer and chat template of a directory as the model hub has it:
 * {@code tokenizer.json}; the template in {@code chat_template.jinja} or in
 * {@code tokenizer_config.json}.
 *
 * @param directory where they are
 */
record DirectoryText(Path directory) {

    private static final String END = "eos_token_id";

    LlamaText read() {
        ChatTemplate template = template();
        Path file = this.directory.resolve("tokenizer.json");
        HuggingFaceJsonTokenizer tokenizer = tokenizer(file);
        try {
            if (!tokenizer.isByteLevel()) {
                throw new WeightsException(file, null, "is of another kind than byte-level BPE, which is supported");
            }
            return new LlamaText(tokenizer, template, ChatEnds.of(template, (token) -> id(tokenizer, token), ends()));
        }
        catch (RuntimeException ex) {
            tokenizer.close();
            throw ex;
        }
    }

    private static HuggingFaceJsonTokenizer tokenizer(Path file) {
        try {
            return new HuggingFaceJsonTokenizer(file);
        }
        catch (UncheckedIOException ex) {
            throw new WeightsException(file, null, "cannot be read: " + ex.getMessage(), ex);
        }
    }

    private ChatTemplate template() {
        Path own = this.directory.resolve("chat_template.jinja");
        if (Files.isRegularFile(own)) {
            return ChatTemplate.of(content(own))
                .orElseThrow(() -> new WeightsException(own, null, ChatEnds.UNKNOWN_TEMPLATE));
        }
        ConfigReader config = ConfigReader.open(this.directory.resolve("tokenizer_config.json"));
        return ChatTemplate.of(config.text("chat_template"))
            .orElseThrow(() -> config.problem("chat_template", ChatEnds.UNKNOWN_TEMPLATE));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new WeightsException(file, null, "cannot be read: " + ex.getMessage(), ex);
        }
    }

    private Set<Integer> ends() {
        Set<Integer> ends = new HashSet<>();
        for (String name : List.of("config.json", "generation_config.json")) {
            Path file = this.directory.resolve(name);
            if (Files.isRegularFile(file)) {
                ConfigReader config = ConfigReader.open(file);
                if (config.has(END)) {
                    ends.addAll(config.isList(END) ? config.integers(END) : List.of(config.integer(END)));
                }
            }
        }
        return ends;
    }

    private static int id(Tokenizer tokenizer, String token) {
        try {
            return tokenizer.id(token);
        }
        catch (IllegalArgumentException ex) {
            return -1;
        }
    }

}
