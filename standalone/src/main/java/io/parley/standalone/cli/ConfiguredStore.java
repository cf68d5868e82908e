package io.parley.standalone.cli;

import io.parley.catalog.store.ModelStore;
import io.parley.spring.ParleyProperties;
import org.springframework.boot.context.properties.bind.Binder;

/** The store that the server uses. Starts nothing else. */
final class ConfiguredStore {

    private ConfiguredStore() {
    }

    static ModelStore open() {
        return Binder.get(CommandEnvironment.load())
            .bindOrCreate("parley", ParleyProperties.class)
            .modelStore(System.getenv());
    }

}
