package io.parley.spring;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.lfm2audio.Lfm2AudioLoader;
import io.parley.lfm2audio.Lfm2AudioTranscribers;
import io.parley.live.LiveSettings;
import io.parley.live.RetranscribedSpeechFactory;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.LiveTranscriptions;
import io.parley.speech.Transcribers;
import io.parley.speech.VoiceActivityDetector;
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
    GraphStore graphStore(ModelStore store) {
        return new GraphStore(store.root());
    }

    @Bean
    WhisperLoader whisperLoader(ModelStore store, GraphStore graphs, ObjectProvider<PullListener> listener,
            ParleyProperties properties) {
        return new WhisperLoader(store, listener.getIfAvailable(LoggingPullListener::new), new WhisperCompiler(graphs),
                properties.transcription().precision(), properties.pool().leasesPerModel(),
                properties.transcription().decoding());
    }

    @Bean
    Lfm2AudioLoader lfm2AudioLoader(ModelStore store, GraphStore graphs) {
        return new Lfm2AudioLoader(new Lfm2AudioCompiler(graphs, new SourceDigests(store.root())));
    }

    @Bean
    Transcribers transcribers(Catalog catalog, WhisperLoader whisper, Lfm2AudioLoader lfm2Audio, ModelPool pool,
            ParleyProperties properties, MeterRegistry meters) {
        List<CatalogEntry> entries = properties.transcription().models().stream().map(catalog::entry).toList();
        Map<String, CheckpointDirectory> directories = new TreeMap<>();
        properties.lfm2Audio()
            .directories()
            .forEach((id, path) -> directories.put(id, new CheckpointDirectory(Path.of(path))));
        return new CompositeTranscribers(List.of(new WhisperTranscribers(entries, whisper, pool, meters),
                new Lfm2AudioTranscribers(directories, lfm2Audio, pool, meters)));
    }

    @Bean
    LiveTranscriptions liveTranscriptions(Transcribers transcribers, ObjectProvider<VoiceActivityDetector> detector,
            MeterRegistry meters) {
        return new RetranscribedSpeechFactory(transcribers, detector.getIfAvailable(), LiveSettings.DEFAULT, meters);
    }

}
