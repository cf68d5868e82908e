package io.parley.web.identity;

import java.time.Clock;

import io.parley.accounts.usage.UsageWriter;
import io.parley.web.error.FailureWriter;
import io.parley.web.usage.UsageMeter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** For services: asks whom calls are from, and counts what they use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
public class IdentityConfiguration {

    @Bean
    FilterRegistrationBean<IdentityFilter> identityFilter(IdentityProperties properties, FailureWriter failures) {
        String secret = properties.secret();
        FilterRegistrationBean<IdentityFilter> filter = new FilterRegistrationBean<>(
                new IdentityFilter(new IdentityTokens((secret != null) ? secret : "", Clock.systemUTC()), failures));
        // after ids and times are there
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        filter.setEnabled(secret != null);
        return filter;
    }

    @Bean
    UsageMeter usageMeter(ObjectProvider<UsageWriter> writer) {
        return new UsageMeter(writer, Clock.systemUTC());
    }

}
