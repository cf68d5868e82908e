package io.parley.gateway.routing;

import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.parley.gateway.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** The HTTP client that reaches the services. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

    @Bean
    ExecutorService clientExecutor() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * The JDK's client: it streams both ways, and an interrupted call closes its
     * connection, by which the service learns that the caller has gone. A transcription
     * may take long, so there is no limit on the wait for an answer.
     */
    @Bean(destroyMethod = "shutdownNow")
    HttpClient serviceClient(GatewayProperties properties, ExecutorService clientExecutor) {
        return HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(properties.connectTimeout())
            .executor(clientExecutor)
            .build();
    }

    @Bean
    ClientHttpRequestFactory serviceRequests(HttpClient serviceClient, ExecutorService clientExecutor) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(serviceClient, clientExecutor);
        // what a service answers goes through as it is
        factory.enableCompression(false);
        return factory;
    }

}
