package io.parley.gateway.socket;

import io.parley.gateway.config.GatewayProperties;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** The sockets that go through. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration {

    private static final String PATH = "/v1/realtime";

    @Bean
    WebSocketConfigurer sockets(GatewayProperties properties) {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        container.setDefaultMaxTextMessageBufferSize((int) properties.maxUpload().toBytes());
        SocketPassage passage = new SocketPassage(new StandardWebSocketClient(container), properties.service("chat"));
        return (registry) -> registry.addHandler(passage, PATH).setAllowedOriginPatterns("*");
    }

    @Bean
    ServletServerContainerFactoryBean callersSocketLimits(GatewayProperties properties) {
        ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
        limits.setMaxTextMessageBufferSize((int) properties.maxUpload().toBytes());
        return limits;
    }

}
