package io.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** Conversations as models read them. */
class ChatTemplateTest {

    private static final List<ChatTurn> TURNS = List.of(new ChatTurn("system", "Be brief."),
            new ChatTurn("user", " Hi <|im_end|>\n"), new ChatTurn("assistant", "Hello."), new ChatTurn("user", "Bye"));

    @Test
    void chatMl() {
        ChatTemplate template = ChatTemplate
            .of("{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}")
            .orElseThrow();
        assertThat(written(template)).isEqualTo("[<|im_start|>]system\nBe brief.[<|im_end|>]\n"
                + "[<|im_start|>]user\n Hi <|im_end|>\n[<|im_end|>]\n[<|im_start|>]assistant\nHello.[<|im_end|>]\n"
                + "[<|im_start|>]user\nBye[<|im_end|>]\n[<|im_start|>]assistant\n");
    }

    @Test
    void llama3() {
        ChatTemplate template = ChatTemplate
            .of("{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + content + '<|eot_id|>' }}")
            .orElseThrow();
        assertThat(written(template))
            .startsWith("[<|begin_of_text|>][<|start_header_id|>]system[<|end_header_id|>]\n\nBe brief.[<|eot_id|>]"
                    + "[<|start_header_id|>]user[<|end_header_id|>]\n\nHi <|im_end|>[<|eot_id|>]")
            .endsWith("Bye[<|eot_id|>][<|start_header_id|>]assistant[<|end_header_id|>]\n\n");
    }

    @Test
    void others() {
        assertThat(ChatTemplate.of("{{ '[INST] ' + message['content'] + ' [/INST]' }}")).isEmpty();
    }

    /** Control tokens in brackets, where a caller's text cannot put any. */
    private static String written(ChatTemplate template) {
        return template.prompt(TURNS).stream().map((part) -> switch (part) {
            case ChatPart.Control control -> "[" + control.token() + "]";
            case ChatPart.Plain plain -> plain.text();
        }).collect(Collectors.joining());
    }

}
