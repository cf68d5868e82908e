package io.parley.gateway.socket;

import io.parley.gateway.access.IdentityHeaders;
import io.parley.gateway.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** The sockets that go through. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration {

    private static final String PATH = "/v1/realtime";

    @Bean
    WebSocketConfigurer sockets(GatewayProperties properties, IdentityHeaders identities) {
        SocketPassage passage = new SocketPassage(new StandardWebSocketClient(), properties.service("chat"));
        return (registry) -> registry.addHandler(passage, PATH)
            .addInterceptors(new CallerHandshake(identities))
            .setAllowedOrigins(properties.allowedOrigins().toArray(String[]::new));
    }

}
