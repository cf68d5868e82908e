package io.parley.standalone.cli;

import java.util.Map;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The server's configuration for commands that start no server, by the same rule:
 * configuration files, system properties, the environment.
 */
final class CommandEnvironment {

    private CommandEnvironment() {
    }

    static ConfigurableEnvironment load() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources()
            .addFirst(new MapPropertySource("names", Map.of("spring.config.name", "suite")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

}
