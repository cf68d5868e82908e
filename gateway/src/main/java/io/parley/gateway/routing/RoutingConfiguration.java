package io.parley.gateway.routing;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.parley.accounts.keys.Scope;
import io.parley.gateway.config.GatewayProperties;
import io.parley.gateway.limits.Limiter;
import io.parley.gateway.link.LinkWatch;
import io.parley.web.connection.HangUps;
import io.parley.web.error.FailureWriter;
import io.parley.web.error.Failures;
import io.parley.web.request.RequestId;
import io.parley.web.shutdown.RunningWork;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The doors, and what everyone passes who goes through one. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    private static final List<Door> DOORS = List.of(
            new Door("/v1/audio/transcriptions", HttpMethod.POST, "asr", Scope.TRANSCRIBE),
            new Door("/v1/audio/translations", HttpMethod.POST, "asr", Scope.TRANSCRIBE),
            new Door("/v1/audio/speech/timestamps", HttpMethod.POST, "asr", Scope.TRANSCRIBE),
            new Door("/v1/audio/speech", HttpMethod.POST, "tts", Scope.SPEAK),
            new Door("/v1/audio/voices", HttpMethod.GET, "tts", Scope.SPEAK),
            new Door("/v1/audio/classification", HttpMethod.POST, "classification", Scope.CLASSIFY),
            new Door("/v1/audio/classification/labels", HttpMethod.GET, "classification", Scope.CLASSIFY),
            new Door("/v1/chat/completions", HttpMethod.POST, "chat", Scope.CHAT));

    @Bean
    RouterFunction<ServerResponse> doors(GatewayProperties properties, PassageFilter passage) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        Map<String, CircuitFilter> circuits = new HashMap<>();
        DOORS.forEach(door -> {
            CircuitFilter circuit = circuits.computeIfAbsent(door.service(), CircuitFilter::new);
            routes.add(GatewayRouterFunctions.route(door.path())
                .route(RequestPredicates.method(door.method()).and(RequestPredicates.path(door.path())),
                        HandlerFunctions.http())
                .before(BeforeFilterFunctions.uri(properties.service(door.service())))
                .filter(passage)
                .filter(circuit)
                .build());
            routes.route(RequestPredicates.path(door.path()), PassageFilter.otherMethod(door));
        });
        return routes.build();
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(Limiter limiter, Failures failures, FailureWriter writer) {
        Map<String, Scope> jobs = new HashMap<>(DOORS.stream().collect(Collectors.toMap(Door::path, Door::job)));
        // the socket's way leads through no door
        jobs.put("/v1/realtime", Scope.CHAT);
        FilterRegistrationBean<AdmissionFilter> filter = new FilterRegistrationBean<>(
                new AdmissionFilter(jobs, limiter, failures, writer));
        filter.setUrlPatterns(jobs.keySet());
        // after callers are known
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    @Bean
    FilterRegistrationBean<CallFilter> callFilter(HangUps hangUps, RunningWork running, SilenceWatch silence,
            LinkWatch links, GatewayProperties properties) {
        Map<String, URI> services = DOORS.stream()
            .collect(Collectors.toMap(Door::path, (door) -> properties.service(door.service())));
        FilterRegistrationBean<CallFilter> filter = new FilterRegistrationBean<>(
                new CallFilter(hangUps, running, silence, links, services, properties.maxBody()));
        DOORS.forEach(door -> filter.addUrlPatterns(door.path()));
        return filter;
    }

    /** The gateway has said the id already; the service says the same one. */
    @Bean
    HttpHeadersFilter.ResponseHttpHeadersFilter requestIdOnce() {
        return (headers, response) -> {
            HttpHeaders filtered = new HttpHeaders();
            filtered.putAll(headers);
            filtered.remove(RequestId.HEADER);
            return filtered;
        };
    }

}
