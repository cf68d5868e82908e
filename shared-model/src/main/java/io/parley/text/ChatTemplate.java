package io.parley.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How conversations are written out for a model. Checkpoints bring their template as a
 * Jinja program; the families here are told by the control tokens in it. What some of the
 * programs add by themselves, a system text that names the model and the day's date, is
 * left out: a conversation has the system text that its caller gave it.
 */
public enum ChatTemplate {

    /** {@code <|im_start|>role\ntext<|im_end|>\n}, as SmolLM2, Qwen and many others. */
    CHAT_ML("<|im_start|>", "<|im_end|>") {

        @Override
        void begin(String role, List<ChatPart> parts) {
            parts.add(new ChatPart.Control(start()));
            parts.add(new ChatPart.Plain(role + "\n"));
        }

        @Override
        void turn(ChatTurn turn, List<ChatPart> parts) {
            parts.add(new ChatPart.Control(start()));
            // one text: a line end and spaces after it may be one token
            parts.add(new ChatPart.Plain(turn.role() + "\n" + turn.text()));
            parts.add(new ChatPart.Control(endOfTurn()));
            parts.add(new ChatPart.Plain("\n"));
        }

    },

    /**
     * {@code <|start_header_id|>role<|end_header_id|>\n\ntext<|eot_id|>}, as Llama 3.
     */
    LLAMA_3("<|start_header_id|>", "<|eot_id|>") {

        @Override
        void begin(String role, List<ChatPart> parts) {
            header(role, "\n\n", parts);
        }

        @Override
        void turn(ChatTurn turn, List<ChatPart> parts) {
            header(turn.role(), "\n\n" + turn.text().strip(), parts);
            parts.add(new ChatPart.Control(endOfTurn()));
        }

        private void header(String role, String text, List<ChatPart> parts) {
            parts.add(new ChatPart.Control(start()));
            parts.add(new ChatPart.Plain(role));
            parts.add(new ChatPart.Control("<|end_header_id|>"));
            parts.add(new ChatPart.Plain(text));
        }

        @Override
        void open(List<ChatPart> parts) {
            parts.add(new ChatPart.Control("<|begin_of_text|>"));
        }

    };

    private final String start;

    private final String endOfTurn;

    ChatTemplate(String start, String endOfTurn) {
        this.start = start;
        this.endOfTurn = endOfTurn;
    }

    /**
     * The family of a checkpoint's own template.
     * @param jinja the template's program
     * @return empty if it is none of these
     */
    public static Optional<ChatTemplate> of(String jinja) {
        for (ChatTemplate template : values()) {
            if (jinja.contains(template.start) && jinja.contains(template.endOfTurn)) {
                return Optional.of(template);
            }
        }
        return Optional.empty();
    }

    /** The control token with which the model ends its turn. */
    public String endOfTurn() {
        return this.endOfTurn;
    }

    /**
     * Writes a conversation out, up to where the model's answer begins.
     * @param turns all so far
     */
    public List<ChatPart> prompt(List<ChatTurn> turns) {
        List<ChatPart> parts = new ArrayList<>();
        open(parts);
        turns.forEach((turn) -> turn(turn, parts));
        begin("assistant", parts);
        return parts;
    }

    String start() {
        return this.start;
    }

    abstract void begin(String role, List<ChatPart> parts);

    abstract void turn(ChatTurn turn, List<ChatPart> parts);

    void open(List<ChatPart> parts) {
        // most begin without anything
    }

}
