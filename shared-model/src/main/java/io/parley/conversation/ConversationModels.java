package io.parley.conversation;

import java.util.ArrayList;
import java.util.List;

import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.SpeechModels;
import io.parley.speech.Synthesizers;
import io.parley.speech.Transcribers;
import org.jspecify.annotations.Nullable;

/**
 * All that takes part in conversations: the cascade of the chosen models, under its own
 * name; a cascade around every other language model, under that one's; and the models
 * that hear and speak themselves.
 */
public final class ConversationModels implements SpeechModels<ConversationModel> {

    /** The id of the cascade of the chosen models. */
    public static final String CASCADE = "parley-cascade";

    private final Transcribers transcribers;

    private final SpeechModels<ChatModel> chatModels;

    private final Synthesizers synthesizers;

    private final SpeechLanguageModels speechLanguageModels;

    private final Choice choice;

    private final HeardMemory heard;

    /**
     * Puts them together.
     * @param choice of the cascade's models
     * @param heard keeps what was heard in sounds
     */
    public ConversationModels(Transcribers transcribers, SpeechModels<ChatModel> chatModels, Synthesizers synthesizers,
            SpeechLanguageModels speechLanguageModels, Choice choice, HeardMemory heard) {
        this.heard = heard;
        this.transcribers = transcribers;
        this.chatModels = chatModels;
        this.synthesizers = synthesizers;
        this.speechLanguageModels = speechLanguageModels;
        this.choice = choice;
    }

    @Override
    public ConversationModel named(String model) {
        if (model.equals(CASCADE)) {
            return cascade(chosen(this.chatModels, this.choice.languageModel()));
        }
        if (this.chatModels.models().contains(model)) {
            return cascade(this.chatModels.named(model));
        }
        return new InterleavedConversation(model, this.speechLanguageModels.named(model));
    }

    private ConversationModel cascade(ChatModel chat) {
        return new CascadeConversation(chosen(this.transcribers, this.choice.transcriber()), chat,
                chosen(this.synthesizers, this.choice.synthesizer()), this.heard);
    }

    private static <P> P chosen(SpeechModels<P> models, @Nullable String id) {
        return models.named((id != null) ? id
                : models.models().stream().findFirst().orElseThrow(() -> new SpeechException.UnknownModel(CASCADE)));
    }

    @Override
    public List<String> models() {
        List<String> models = new ArrayList<>(this.chatModels.models());
        if (!models.isEmpty()) {
            models.addFirst(CASCADE);
        }
        models.addAll(this.speechLanguageModels.models());
        return List.copyOf(models);
    }

    /**
     * Which models the cascade is made of; null for the default of each.
     *
     * @param transcriber a transcriber's id
     * @param languageModel a language model's id
     * @param synthesizer a synthesizer's id
     */
    public record Choice(@Nullable String transcriber, @Nullable String languageModel, @Nullable String synthesizer) {
    }

}
