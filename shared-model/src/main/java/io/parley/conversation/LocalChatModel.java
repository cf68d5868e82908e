package io.parley.conversation;

import java.util.List;
import java.util.Objects;

import io.parley.concurrent.Cancellation;
import io.parley.speech.ChatMessage;
import io.parley.speech.SpeechException;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextReply;

/**
 * A language model of our own. It calls no tools. What a caller leaves open is set to
 * what suits small models.
 */
public final class LocalChatModel implements ChatModel {

    /** Warmer, small models wander; at 0 they get caught in loops. */
    private static final double TEMPERATURE = 0.2;

    private static final double TOP_P = 0.9;

    private final TextLanguageModel model;

    /** Lets a model chat. */
    public LocalChatModel(TextLanguageModel model) {
        this.model = model;
    }

    @Override
    public void check(WritingOptions options) {
        options.further().keySet().stream().sorted().findFirst().ifPresent((field) -> {
            throw unsupported(field);
        });
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.model.prepare(cancellation);
    }

    @Override
    public void read(List<ChatTurn> beginning, Cancellation cancellation) {
        this.model.read(beginning.stream().map(LocalChatModel::message).toList(), cancellation);
    }

    @Override
    public Written write(List<ChatTurn> turns, WritingOptions options, WritingSink sink, Cancellation cancellation) {
        check(options);
        TextReply reply = this.model.respond(turns.stream().map(LocalChatModel::message).toList(), generation(options),
                sink, cancellation);
        Reply.Finish finish = switch (reply.finish()) {
            case STOP -> Reply.Finish.STOP;
            case LENGTH -> Reply.Finish.LENGTH;
        };
        return new Written(reply.text(), finish, reply.promptTokens(), reply.completionTokens());
    }

    private static ChatMessage message(ChatTurn turn) {
        return switch (turn) {
            case ChatTurn.Text text -> text.message();
            case ChatTurn.Tool _ -> throw unsupported("messages");
        };
    }

    private static TextGenerationOptions generation(WritingOptions options) {
        return new TextGenerationOptions(Objects.requireNonNullElse(options.maxTokens(), Integer.MAX_VALUE),
                Objects.requireNonNullElse(options.temperature(), TEMPERATURE),
                Objects.requireNonNullElse(options.topP(), TOP_P), options.stop(),
                Objects.requireNonNullElse(options.seed(), 0L), true);
    }

    private static SpeechException unsupported(String field) {
        return new SpeechException.Unsupported(field,
                "This model cannot do what the field '%s' asks, such as calling tools; one that can may be named by the operator."
                    .formatted(field));
    }

}
