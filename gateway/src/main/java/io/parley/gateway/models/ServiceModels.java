package io.parley.gateway.models;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the services for their models. One that does not answer has none for now; if none
 * answers, that is said.
 */
@Component
class ServiceModels {

    private static final Logger log = LoggerFactory.getLogger(ServiceModels.class);

    private final RestClient client;

    private final Map<String, URI> services;

    ServiceModels(HttpClient client, GatewayProperties properties) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.askTimeout());
        this.client = RestClient.builder().requestFactory(requests).build();
        this.services = properties.services();
    }

    /** All models; of those with one id, the first service's. */
    Models all() {
        Map<String, Models.Model> byId = new LinkedHashMap<>();
        int answered = 0;
        for (URI service : this.services.values()) {
            try {
                Models models = this.client.get().uri(service.resolve("/v1/models")).retrieve().body(Models.class);
                answered++;
                if (models != null) {
                    models.data().forEach(model -> byId.putIfAbsent(model.id(), model));
                }
            }
            catch (RestClientException error) {
                log.warn("a service does not say its models: {}", error.getMessage());
            }
        }
        if (answered == 0) {
            throw new FailureException(
                    Failure.unavailable("No service that has models can be reached now.", Duration.ofSeconds(2)));
        }
        return new Models("list", List.copyOf(byId.values()));
    }

}
