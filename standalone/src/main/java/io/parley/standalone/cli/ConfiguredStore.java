package io.parley.standalone.cli;

import java.util.Map;

import io.parley.catalog.store.ModelStore;
import io.parley.spring.ParleyProperties;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The store that the server uses, by the same rule: configuration files, system
 * properties, the environment. Starts nothing else.
 */
final class ConfiguredStore {

    private ConfiguredStore() {
    }

    static ModelStore open() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources()
            .addFirst(new MapPropertySource("names", Map.of("spring.config.name", "suite")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("parley", ParleyProperties.class).modelStore(System.getenv());
    }

}
