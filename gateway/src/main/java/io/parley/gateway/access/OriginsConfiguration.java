package io.parley.gateway.access;

import java.util.List;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.request.RequestId;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which other sites' pages may call from a browser: none, unless they are configured. */
@Configuration(proxyBeanMethods = false)
class OriginsConfiguration {

    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(GatewayProperties properties) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(properties.allowedOrigins());
        allowed.setAllowedMethods(List.of(CorsConfiguration.ALL));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(List.of(RequestId.HEADER, HttpHeaders.RETRY_AFTER));
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(everywhere));
        // before callers are asked for keys, which a browser does not send when it asks
        // whether it may
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        filter.setEnabled(!properties.allowedOrigins().isEmpty());
        return filter;
    }

}
