package io.parley.standalone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.catalog.PullListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.bootstrap.LoggingSystemShutdownListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts one Spring context among several of a process. */
final class ContextStarter {

    private static final Logger log = LoggerFactory.getLogger(ContextStarter.class);

    private static final String PARENT_CONFIG_NAME = "suite";

    /** Would measure each context under one and the same name. */
    private static final List<String> CLASHING = List.of("org.springframework.boot.tomcat.autoconfigure.metrics",
            "org.springframework.boot.micrometer.metrics.autoconfigure.startup");

    /** The parent's, for all. */
    private static final List<String> OF_PARENT = List.of("org.springframework.boot.opentelemetry",
            "org.springframework.boot.micrometer.tracing");

    /** Only the gateway routes. */
    private static final String FOREIGN_TO_SERVICES = "org.springframework.cloud";

    /** Only services describe themselves. */
    private static final String FOREIGN_TO_GATEWAY = "org.springdoc";

    private final SuiteOptions options;

    ContextStarter(SuiteOptions options) {
        this.options = options;
    }

    ConfigurableApplicationContext parent(PullListener listener, Class<?>... sources) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(sources)
            .initializers(context -> context.getBeanFactory().registerSingleton("pullListener", listener));
        // one name would stand in everyone's lines
        return run(builder, WebApplicationType.NONE, PARENT_CONFIG_NAME,
                Map.of("logging.include-application-name", false));
    }

    /** A service that callers reach, for want of a gateway before it. */
    ConfigurableApplicationContext service(ConfigurableApplicationContext parent, SuitePart part) {
        leavePortsToTheCaller();
        return service(parent, part, listening());
    }

    ConfigurableApplicationContext service(ConfigurableApplicationContext parent, SuitePart part,
            Map<String, Object> own) {
        Map<String, Object> properties = new HashMap<>(own);
        properties.put("spring.autoconfigure.exclude", without(FOREIGN_TO_SERVICES));
        return run(child(parent, part.application()), WebApplicationType.SERVLET, part.configName(), properties);
    }

    ConfigurableApplicationContext gateway(ConfigurableApplicationContext parent, Map<String, Object> own) {
        leavePortsToTheCaller();
        Map<String, Object> properties = new HashMap<>(own);
        properties.putAll(listening());
        properties.put("spring.autoconfigure.exclude", without(FOREIGN_TO_GATEWAY));
        return run(child(parent, SuitePart.GATEWAY.application()), WebApplicationType.SERVLET,
                SuitePart.GATEWAY.configName(), properties);
    }

    /** One that is taken is said in one sentence, by whoever started the suite. */
    private static void leavePortsToTheCaller() {
        LoggingSystem.get(Suite.class.getClassLoader())
            .setLogLevel("org.springframework.boot.diagnostics", LogLevel.OFF);
    }

    /** Where what callers reach is to listen, as far as that is decided. */
    private Map<String, Object> listening() {
        Map<String, Object> properties = new HashMap<>();
        if (this.options.address() != null) {
            properties.put("server.address", this.options.address());
        }
        if (this.options.port() != null) {
            properties.put("server.port", this.options.port());
        }
        return properties;
    }

    /**
     * A child without the listeners that end and set up logging. Logging is global to the
     * process: each start would undo the parent's configuration, and swallow what is
     * logged meanwhile.
     */
    private static SpringApplicationBuilder child(ConfigurableApplicationContext parent, Class<?> source) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(source).parent(parent);
        SpringApplication application = builder.application();
        application.setListeners(application.getListeners()
            .stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener
                    || listener instanceof LoggingSystemShutdownListener))
            .toList());
        return builder;
    }

    private static String without(String foreign) {
        return ForeignAutoConfiguration
            .below(Stream.of(List.of(foreign), CLASHING, OF_PARENT).flatMap(List::stream).toList());
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder builder, WebApplicationType type,
            String configName, Map<String, Object> own) {
        Map<String, Object> properties = new HashMap<>(this.options.properties());
        properties.putAll(own);
        // as command line arguments, which are above all files
        String[] arguments = properties.entrySet()
            .stream()
            .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
            .toArray(String[]::new);
        long start = System.nanoTime();
        ConfigurableApplicationContext context = builder.web(type)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .properties("spring.config.name=" + configName)
            .run(arguments);
        log.info("started {} in {} ms", configName, (System.nanoTime() - start) / 1_000_000);
        return context;
    }

}
