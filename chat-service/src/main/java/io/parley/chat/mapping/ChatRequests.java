package io.parley.chat.mapping;

import io.parley.audio.AudioFormat;
import io.parley.chat.mapping.ChatRequest.Delivery;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.ReplyOptions;
import io.parley.speech.SpeechException;
import io.parley.web.error.FailureException;
import io.parley.web.json.JsonFields;
import io.parley.web.models.ModelNames;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the requests. Hints that the models here have no use for are ignored. A field
 * without which the answer would be wrong is refused by its name.
 */
@Component
public final class ChatRequests {

    private final ModelNames<ConversationModel> models;

    private final ReplyFields replyFields;

    private final MessageReader messages;

    private final JsonMapper json;

    ChatRequests(ModelNames<ConversationModel> models, ReplyFields replyFields, MessageReader messages,
            JsonMapper json) {
        this.models = models;
        this.replyFields = replyFields;
        this.messages = messages;
        this.json = json;
    }

    /**
     * Reads a request's body.
     * @throws FailureException naming the field that cannot be met
     * @throws io.parley.speech.SpeechException if the model is not here or cannot do what
     * is asked
     */
    public ChatRequest of(byte[] body) {
        JsonFields fields = JsonFields.of(this.json, body);
        String name = fields.requiredText("model");
        ConversationModel model = this.models.named(name);
        ReplyOptions options = this.replyFields.options(fields);
        AudioFormat format = options.spoken() ? this.replyFields.format(fields.within("audio")) : AudioFormat.WAV;
        // before sound is decoded
        check(model, options);
        return new ChatRequest(name, model, this.messages.turns(fields), options, format, delivery(fields));
    }

    private static void check(ConversationModel model, ReplyOptions options) {
        try {
            model.check(options);
        }
        catch (SpeechException.Unsupported refused) {
            if (refused.field().equals("voice")) {
                throw FailureException.badField("audio.voice", refused.getMessage());
            }
            throw refused;
        }
    }

    private static Delivery delivery(JsonFields fields) {
        boolean usage = fields.within("stream_options").flag("include_usage", false);
        if (!fields.flag("stream", false)) {
            return Delivery.WHOLE;
        }
        return usage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED;
    }

}
