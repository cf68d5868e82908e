package io.parley.spring;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.parley.audio.AudioDecoder;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.compile.GraphStore;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.Transcribers;
import io.parley.whisper.WhisperLoader;
import io.parley.whisper.WhisperTranscribers;

/**
 * The ports' implementations over one pool of models. Wants a {@link MeterRegistry}, and
 * tells how fetching goes to a {@link PullListener} if there is one, else to the log.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ParleyProperties.class)
public class ModelConfiguration {

    @Bean
    Catalog catalog() {
        return Catalog.builtIn();
    }

    @Bean
    ModelStore modelStore(ParleyProperties properties) {
        Path home = properties.home();
        StoreSettings settings = StoreSettings.fromEnvironment(System.getenv());
        if (!properties.model().directories().isEmpty()) {
            settings = settings.withDirectories(properties.model().directories());
        }
        return new ModelStore((home != null) ? home : ModelStore.defaultRoot(System.getenv()), settings);
    }

    @Bean
    InferenceRuntime inferenceRuntime(ParleyProperties properties) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new InferenceRuntime((properties.threads() == 0) ? cores : properties.threads());
    }

    @Bean
    ModelPool modelPool(InferenceRuntime runtime, ParleyProperties properties, MeterRegistry meters) {
        ParleyProperties.Pool pool = properties.pool();
        long memory = (pool.memory().toBytes() == 0) ? machineMemory() / 2 : pool.memory().toBytes();
        return new ModelPool(runtime, new PoolSettings(memory, pool.leasesPerModel(), pool.queuePerModel(),
                pool.idleTimeout(), pool.loadWait()), meters);
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Bean(destroyMethod = "close")
    AudioDecoder audioDecoder(ModelStore store) {
        return ProcessAudioDecoder.start(DecoderSettings.defaults(store.root().resolve("cache/natives")));
    }

    @Bean
    Transcribers transcribers(Catalog catalog, ModelStore store, ObjectProvider<PullListener> listener, ModelPool pool,
            ParleyProperties properties, MeterRegistry meters) {
        WhisperLoader loader = new WhisperLoader(store, listener.getIfAvailable(LoggingPullListener::new),
                new WhisperCompiler(new GraphStore(store.root())), properties.transcription().precision(),
                properties.pool().leasesPerModel());
        List<CatalogEntry> entries = properties.transcription().models().stream().map(catalog::entry).toList();
        return new WhisperTranscribers(entries, loader, pool, meters);
    }

}
