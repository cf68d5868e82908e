package io.parley.web.request;

import io.parley.web.error.FailureWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** The filters that every request passes first. */
@Configuration(proxyBeanMethods = false)
@Import(ProcessingTime.class)
public class RequestConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(new RequestIdFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ProcessingTime> processingTimeFilter(ProcessingTime time) {
        FilterRegistrationBean<ProcessingTime> filter = new FilterRegistrationBean<>(time);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ContentTypeFilter> contentTypeFilter(FailureWriter failures) {
        FilterRegistrationBean<ContentTypeFilter> filter = new FilterRegistrationBean<>(
                new ContentTypeFilter(failures));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

}
