package io.parley.gateway.models;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import io.parley.web.models.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the services for their models, and how these are. One that does not answer has
 * none for now; if none answers, that is said.
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
        for (Models models : ask("/v1/models", Models.class)) {
            models.data().forEach(model -> byId.putIfAbsent(model.id(), model));
        }
        return new Models("list", List.copyOf(byId.values()));
    }

    /**
     * How all models and machines are; services of one process speak of the same ones.
     */
    ServiceStatus status() {
        Map<String, ServiceStatus.Machine> machines = new LinkedHashMap<>();
        Map<String, ServiceStatus.Entry> models = new LinkedHashMap<>();
        for (ServiceStatus service : ask("/v1/status", ServiceStatus.class)) {
            service.machines().forEach(machine -> machines.putIfAbsent(machine.id(), machine));
            service.models().forEach(model -> models.merge(model.id(), model, ServiceModels::together));
        }
        return new ServiceStatus(List.copyOf(machines.values()), List.copyOf(models.values()));
    }

    private static ServiceStatus.Entry together(ServiceStatus.Entry one, ServiceStatus.Entry other) {
        return one.withJobs(union(one.jobs(), other.jobs())).withAliases(union(one.aliases(), other.aliases()));
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    private <T> List<T> ask(String path, Class<T> type) {
        List<T> answers = new ArrayList<>();
        for (URI service : this.services.values()) {
            try {
                answers.add(Objects.requireNonNull(this.client.get().uri(service.resolve(path)).retrieve().body(type)));
            }
            catch (RestClientException error) {
                log.warn("a service does not say its models: {}", error.getMessage());
            }
        }
        if (answers.isEmpty()) {
            throw new FailureException(
                    Failure.unavailable("No service that has models can be reached now.", Duration.ofSeconds(2)));
        }
        return answers;
    }

}
