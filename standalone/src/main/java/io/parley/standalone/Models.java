package io.parley.standalone;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.audio.AudioDecoder;
import io.parley.catalog.PullListener;
import io.parley.speech.Transcribers;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The models without any service around them, for the command line. */
public final class Models implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Models(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts what models need; loads none.
     * @param listener told when files are fetched
     */
    public static Models start(PullListener listener) {
        return new Models(new ContextStarter(new SuiteOptions(null, null, Map.of())).parent(listener,
                SpeechModels.class, Unwatched.class));
    }

    public Transcribers transcribers() {
        return this.context.getBean(Transcribers.class);
    }

    public AudioDecoder audioDecoder() {
        return this.context.getBean(AudioDecoder.class);
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
