package io.parley.chat.config;

import java.util.List;
import java.util.Map;

import io.parley.accounts.keys.Scope;
import io.parley.audio.AudioLimits;
import io.parley.chat.upstream.UpstreamModels;
import io.parley.conversation.ChatModels;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.ConversationModels;
import io.parley.conversation.HeardMemory;
import io.parley.speech.OfferedModels;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.Synthesizers;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextLanguageModels;
import io.parley.speech.Transcribers;
import io.parley.web.models.DefaultModelPreparation;
import io.parley.web.models.ModelNames;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's limits and its models, as callers and readiness see them. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    @Bean
    AudioLimits audioLimits(ChatProperties properties) {
        return new AudioLimits(properties.maxBody().toBytes(), properties.maxDuration());
    }

    @Bean
    ConversationModels conversationModels(Transcribers transcribers, UpstreamModels upstream,
            ObjectProvider<TextLanguageModels> texts, Synthesizers synthesizers, SpeechLanguageModels speech,
            HeardMemory heard, ChatProperties properties) {
        return new ConversationModels(transcribers,
                new ChatModels(upstream.byId(), texts.getIfAvailable(NoTextLanguageModels::new)), synthesizers, speech,
                properties.cascade().choice(), heard);
    }

    @Bean
    ModelNames<ConversationModel> modelNames(ConversationModels models, ChatProperties properties) {
        return new ModelNames<>(Scope.CHAT, models, List.of(), properties.aliases());
    }

    @Bean
    DefaultModelPreparation models(ConversationModels conversations, ChatProperties properties,
            @Value("${parley.default-model:" + ConversationModels.CASCADE + "}") String model) {
        return new DefaultModelPreparation(model, (cancellation) -> conversations.named(model).prepare(cancellation),
                properties.prepare() && conversations.models().contains(model));
    }

    /** Where this process has none of its own. */
    private static final class NoTextLanguageModels extends OfferedModels<TextLanguageModel>
            implements TextLanguageModels {

        private NoTextLanguageModels() {
            super(Map.of());
        }

    }

}
