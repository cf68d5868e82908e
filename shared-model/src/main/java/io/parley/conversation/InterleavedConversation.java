package io.parley.conversation;

import java.util.List;
import java.util.Objects;

import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.SpeechReplyOptions;
import org.jspecify.annotations.Nullable;

/**
 * A model that hears and speaks itself, in a voice of its own: words and sound alternate
 * as they are generated. Answers that another model gave are read, not heard.
 */
public final class InterleavedConversation implements ConversationModel {

    /** About four minutes of speech: more is a model that does not come to an end. */
    private static final int MOST_ITEMS = 4_096;

    private final String id;

    private final SpeechLanguageModel model;

    /**
     * Lets a model converse.
     * @param id under which it is offered
     */
    public InterleavedConversation(String id, SpeechLanguageModel model) {
        this.id = id;
        this.model = model;
    }

    @Override
    public void check(ReplyOptions options) {
        WritingOptions writing = options.writing();
        writing.further().keySet().stream().sorted().findFirst().ifPresent((field) -> {
            throw unsupported(field, "cannot do what the field '%s' asks".formatted(field));
        });
        if (!writing.stop().isEmpty()) {
            throw unsupported("stop", "does not stop at a text");
        }
    }

    @Override
    public Reply respond(List<Turn> turns, ReplyOptions options, ReplySink sink, Cancellation cancellation) {
        check(options);
        WritingOptions writing = options.writing();
        SpeechReplyOptions asked = new SpeechReplyOptions(options.spoken(),
                Math.min(Objects.requireNonNullElse(writing.maxTokens(), MOST_ITEMS), MOST_ITEMS),
                Objects.requireNonNullElse(writing.temperature(), 0.0), Objects.requireNonNullElse(writing.seed(), 0L));
        SpeechReply reply = this.model.respond(turns.stream().map(this::message).toList(), asked, sink, cancellation);
        return new Reply(reply, reply.truncated() ? Reply.Finish.LENGTH : Reply.Finish.STOP);
    }

    private SpeechMessage message(Turn turn) {
        return switch (turn) {
            case Turn.Message said ->
                new SpeechMessage(said.message().role(), said.message().parts().stream().map(this::part).toList());
            case Turn.ToolMessage _ -> throw unsupported("messages", "reads no calls of tools");
        };
    }

    private SpeechMessage.Part part(SpeechMessage.Part part) {
        return switch (part) {
            case SpeechMessage.Part.Said said when isOwn(said.reply().own()) -> said;
            case SpeechMessage.Part.Said(SpeechReply other) -> new SpeechMessage.Part.Text(other.text());
            case SpeechMessage.Part.Text text -> text;
            case SpeechMessage.Part.Sound sound -> sound;
        };
    }

    private boolean isOwn(SpeechReply.@Nullable Own own) {
        return own != null && own.model().equals(this.id);
    }

    private SpeechException unsupported(String field, String what) {
        return new SpeechException.Unsupported(field, "The model '%s' %s.".formatted(this.id, what));
    }

}
