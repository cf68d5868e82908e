package io.parley.chat.realtime;

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
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** The socket of sessions. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class RealtimeConfiguration {

    @Bean
    SessionParts sessionParts(ModelNames<ConversationModel> models, Transcribers transcribers, HeardMemory heard,
            VoiceActivityDetector detector, Failures failures, ChatProperties properties) {
        return new SessionParts(models, transcribers, heard, detector, failures, properties.maxDuration());
    }

    @Bean
    WebSocketConfigurer realtimeSocket(RealtimeHandler handler) {
        // who may call is the gateway's to say
        return (registry) -> registry.addHandler(handler, "/v1/realtime").setAllowedOriginPatterns("*");
    }

    @Bean
    ServletServerContainerFactoryBean socketLimits(ChatProperties properties) {
        ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
        limits.setMaxTextMessageBufferSize((int) properties.realtime().longestEvent().toBytes());
        return limits;
    }

}
