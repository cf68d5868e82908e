package io.parley.gateway.health;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

import io.parley.gateway.config.GatewayProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Up when every service says of itself that it is ready. */
@Component("services")
class ServicesHealthIndicator implements HealthIndicator {

    private final RestClient client;

    private final Map<String, URI> services;

    ServicesHealthIndicator(HttpClient client, GatewayProperties properties) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.askTimeout());
        this.client = RestClient.builder().requestFactory(requests).build();
        this.services = properties.services();
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        this.services.forEach((name, service) -> {
            boolean ready = isReady(service);
            health.withDetail(name, (ready ? Status.UP : Status.OUT_OF_SERVICE).getCode());
            if (!ready) {
                health.outOfService();
            }
        });
        return health.build();
    }

    private boolean isReady(URI service) {
        try {
            return this.client.get()
                .uri(service.resolve("/actuator/health/readiness"))
                .retrieve()
                .toBodilessEntity()
                .getStatusCode()
                .is2xxSuccessful();
        }
        catch (RestClientException _) {
            return false;
        }
    }

}
