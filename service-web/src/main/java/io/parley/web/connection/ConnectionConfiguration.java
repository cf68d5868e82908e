package io.parley.web.connection;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has Tomcat speak the protocol whose requests know their connection. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
public class ConnectionConfiguration {

    @Bean
    HangUps hangUps() {
        return new HangUps();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionProtocol(WebProperties properties) {
        return factory -> {
            factory.setProtocol(ConnectionProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof ConnectionProtocol protocol) {
                    protocol.setWriteTimeout(properties.writeTimeout());
                }
            });
        };
    }

}
