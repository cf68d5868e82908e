package io.parley.chat.realtime;

import java.util.List;

import io.parley.accounts.keys.Scope;
import io.parley.chat.config.ChatProperties;
import io.parley.conversation.ConversationModel;
import io.parley.conversation.HeardMemory;
import io.parley.speech.Transcribers;
import io.parley.speech.VoiceActivityDetector;
import io.parley.web.error.Failures;
import io.parley.web.models.ModelNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** The socket of sessions. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class RealtimeConfiguration {

    @Bean
    SessionParts sessionParts(ModelNames<ConversationModel> models, Transcribers transcribers, HeardMemory heard,
            VoiceActivityDetector detector, Failures failures, ChatProperties properties) {
        return new SessionParts(models,
                new ModelNames<>(Scope.TRANSCRIBE, transcribers, List.of(), properties.realtime().transcribers()),
                heard, detector, failures, properties.maxDuration(), properties.realtime().mostSound());
    }

    @Bean
    WebSocketConfigurer realtimeSocket(RealtimeHandler handler) {
        return (registry) -> registry.addHandler(handler, "/v1/realtime");
    }

}
