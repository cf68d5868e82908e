package io.parley.web.error;

import java.util.List;

import io.parley.speech.SpeechException;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** The error mappings and those who use them. */
@Configuration(proxyBeanMethods = false)
@Import({ ErrorAdvice.class, ErrorEndpoint.class })
public class ErrorConfiguration {

    @Bean
    Failures failures(List<ErrorMapping> mappings) {
        return new Failures(mappings);
    }

    @Bean
    FailureWriter failureWriter(JsonMapper json) {
        return new FailureWriter(json);
    }

    @Bean
    @Order(1)
    ErrorMapping multipartErrors(@Value("${server.tomcat.max-part-header-size:512B}") DataSize partHeaders) {
        return new MultipartErrors(partHeaders.toBytes());
    }

    @Bean
    @Order(2)
    ErrorMapping frameworkErrors() {
        return new FrameworkErrors();
    }

    /** Has Tomcat's own refusals written by our valve. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrorReports() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorReportValve.class.getName());
            }
        });
    }

    /** Only where the speech ports are: the gateway does without them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SpeechException.class)
    static class Speech {

        @Bean
        @Order(0)
        ErrorMapping speechErrors() {
            return new SpeechErrors();
        }

    }

}
