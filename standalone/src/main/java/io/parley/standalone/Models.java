package io.parley.standalone;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioEncoders;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.Synthesizers;
import io.parley.speech.Transcribers;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The models without any service around them, for the command line. */
public final class Models implements AutoCloseable {

    /** A command's output is for its caller; errors come as exceptions. */
    private static final Map<String, Object> QUIET = Map.of("logging.threshold.console", "off");

    private final ConfigurableApplicationContext context;

    private Models(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts what models need; loads none.
     * @param listener told when files are fetched
     */
    public static Models start(PullListener listener) {
        return start(listener, Map.of());
    }

    /**
     * The same with configuration of the command's own.
     * @param properties go before all files
     */
    public static Models start(PullListener listener, Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(QUIET);
        all.putAll(properties);
        return new Models(new ContextStarter(new SuiteOptions(null, null, all)).parent(listener, SharedModels.class,
                Unwatched.class));
    }

    public Transcribers transcribers() {
        return this.context.getBean(Transcribers.class);
    }

    public Synthesizers synthesizers() {
        return this.context.getBean(Synthesizers.class);
    }

    public AudioClassifiers audioClassifiers() {
        return this.context.getBean(AudioClassifiers.class);
    }

    public Catalog catalog() {
        return this.context.getBean(Catalog.class);
    }

    public ModelStore store() {
        return this.context.getBean(ModelStore.class);
    }

    public AudioDecoder audioDecoder() {
        return this.context.getBean(AudioDecoder.class);
    }

    public AudioEncoders audioEncoders() {
        return this.context.getBean(AudioEncoders.class);
    }

    @Override
    public void close() {
        this.context.close();
    }

    /** Nobody reads the metrics of a command. */
    @Configuration(proxyBeanMethods = false)
    static class Unwatched {

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

    }

}
