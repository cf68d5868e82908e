package io.parley.gateway.routing;

import java.util.List;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.connection.HangUps;
import io.parley.web.request.RequestId;
import io.parley.web.shutdown.RunningWork;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The doors, and what everyone passes who goes through one. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    private static final List<Door> DOORS = List.of(new Door("/v1/audio/transcriptions", HttpMethod.POST, "asr"),
            new Door("/v1/audio/translations", HttpMethod.POST, "asr"),
            new Door("/v1/audio/speech/timestamps", HttpMethod.POST, "asr"),
            new Door("/v1/audio/speech", HttpMethod.POST, "tts"), new Door("/v1/audio/voices", HttpMethod.GET, "tts"),
            new Door("/v1/audio/classification", HttpMethod.POST, "classification"),
            new Door("/v1/audio/classification/labels", HttpMethod.GET, "classification"),
            new Door("/v1/chat/completions", HttpMethod.POST, "chat"));

    @Bean
    RouterFunction<ServerResponse> doors(GatewayProperties properties, PassageFilter passage) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        DOORS.forEach(door -> {
            routes.add(GatewayRouterFunctions.route(door.path())
                .route(RequestPredicates.method(door.method()).and(RequestPredicates.path(door.path())),
                        HandlerFunctions.http())
                .before(BeforeFilterFunctions.uri(properties.service(door.service())))
                .filter(passage)
                .build());
            routes.route(RequestPredicates.path(door.path()), PassageFilter.otherMethod(door));
        });
        return routes.build();
    }

    @Bean
    FilterRegistrationBean<CallFilter> callFilter(HangUps hangUps, RunningWork running, GatewayProperties properties) {
        FilterRegistrationBean<CallFilter> filter = new FilterRegistrationBean<>(
                new CallFilter(hangUps, running, properties.maxBody()));
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
