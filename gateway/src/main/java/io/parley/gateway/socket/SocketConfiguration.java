package io.parley.gateway.socket;

import java.net.http.HttpClient;

import io.parley.gateway.access.IdentityHeaders;
import io.parley.gateway.config.GatewayProperties;
import io.parley.gateway.link.LinkWatch;
import io.parley.web.shutdown.RunningWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** The sockets that go through. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration {

    private static final String PATH = "/v1/realtime";

    @Bean
    SocketPassage socketPassage(HttpClient serviceClient, GatewayProperties properties, LinkWatch links,
            RunningWork work) {
        return new SocketPassage(serviceClient, links, properties.service("chat"), properties.connectTimeout(),
                work.patience());
    }

    @Bean
    WebSocketConfigurer sockets(SocketPassage passage, GatewayProperties properties, IdentityHeaders identities) {
        return (registry) -> registry.addHandler(passage, PATH)
            .addInterceptors(new CallerHandshake(identities))
            .setAllowedOrigins(properties.allowedOrigins().toArray(String[]::new));
    }

}
