package io.parley.spring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.audio.encoder.StreamingAudioEncoders;
import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.ModelTask;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.kokoro.KokoroCompiler;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.llama.LlamaCompiler;
import io.parley.compile.silero.SileroCompiler;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.kokoro.KokoroLoader;
import io.parley.kokoro.KokoroSynthesizers;
import io.parley.lfm2audio.Lfm2AudioClassifiers;
import io.parley.lfm2audio.Lfm2AudioLoader;
import io.parley.lfm2audio.Lfm2AudioOffers;
import io.parley.lfm2audio.Lfm2AudioSpeechLanguageModels;
import io.parley.lfm2audio.Lfm2AudioSynthesizers;
import io.parley.lfm2audio.Lfm2AudioTranscribers;
import io.parley.llama.LlamaLoader;
import io.parley.llama.LlamaTextLanguageModels;
import io.parley.live.LiveSettings;
import io.parley.live.RetranscribedSpeechFactory;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.NativeLibraries;
import io.parley.pool.PoolSettings;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.Synthesizers;
import io.parley.silero.SileroLoader;
import io.parley.silero.SileroVoiceActivityDetector;
import io.parley.speech.LiveTranscriptions;
import io.parley.speech.ModelMonitor;
import io.parley.speech.Transcribers;
import io.parley.speech.TextLanguageModels;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.windows.SpeechCutter;
import io.parley.text.phonemes.ChunkLimits;
import io.parley.whisper.WhisperLanguageClassifiers;
import io.parley.whisper.WhisperLoader;
import io.parley.whisper.WhisperTranscribers;
import io.parley.yamnet.YamnetClassifiers;
import io.parley.yamnet.YamnetLoader;
import io.parley.yamnet.YamnetSettings;

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
        return properties.modelStore(System.getenv());
    }

    @Bean(destroyMethod = "close")
    NativeCache nativeCache(ModelStore store) throws IOException {
        return NativeCache.of(store.root().resolve("cache/natives"));
    }

    @Bean
    InferenceRuntime inferenceRuntime(ParleyProperties properties, NativeCache natives) {
        NativeLibraries.useFrom(natives.path());
        int cores = Runtime.getRuntime().availableProcessors();
        return new InferenceRuntime((properties.threads() == 0) ? cores : properties.threads(),
                properties.pool().scheduling(), properties.pool().sideBySide());
    }

    @Bean
    ModelPool modelPool(InferenceRuntime runtime, ParleyProperties properties, MeterRegistry meters,
            @Qualifier("models") ObjectProvider<ObservationRegistry> observations) {
        ParleyProperties.Pool pool = properties.pool();
        long memory = (pool.memory().toBytes() == 0) ? machineMemory() / 2 : pool.memory().toBytes();
        return new ModelPool(runtime,
                new PoolSettings(memory, pool.leasesPerModel(), pool.queuePerModel(), pool.idleTimeout(),
                        pool.loadWait(), pool.loadBackOff(), pool.scheduling()),
                meters, observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Bean(destroyMethod = "close")
    AudioDecoder audioDecoder(NativeCache natives) {
        return ProcessAudioDecoder.start(DecoderSettings.defaults(natives.path()));
    }

    @Bean
    AudioEncoders audioEncoders(NativeCache natives) {
        return new StreamingAudioEncoders(natives.path());
    }

    @Bean
    FetchProgress fetchProgress(ObjectProvider<PullListener> listener) {
        return new FetchProgress(listener.getIfAvailable(LoggingPullListener::new));
    }

    @Bean
    ModelMonitor modelMonitor(Catalog catalog, ModelStore store, ModelPool pool, FetchProgress fetches,
            ParleyProperties properties, MeterRegistry meters) {
        Set<String> ofTheOperator = new HashSet<>(properties.lfm2Audio().directories().keySet());
        ofTheOperator.addAll(properties.llama().checkpoints().keySet());
        return new LocalModelMonitor(catalog, store, ofTheOperator, pool, fetches, new RunMetrics(meters));
    }

    @Bean
    GraphStore graphStore(ModelStore store) {
        return new GraphStore(store.root());
    }

    @Bean
    WhisperLoader whisperLoader(ModelStore store, GraphStore graphs, FetchProgress fetches,
            ParleyProperties properties) {
        return new WhisperLoader(store, fetches.listener(), new WhisperCompiler(graphs),
                properties.transcription().precision(), properties.pool().leasesPerModel(),
                properties.transcription().decoding());
    }

    @Bean
    Lfm2AudioLoader lfm2AudioLoader(ModelStore store, GraphStore graphs, ParleyProperties properties,
            MeterRegistry meters) {
        return new Lfm2AudioLoader(new Lfm2AudioCompiler(graphs, new SourceDigests(store.root())),
                properties.lfm2Audio().settings(), meters);
    }

    @Bean
    VoiceActivityDetector voiceActivityDetector(Catalog catalog, ModelStore store, FetchProgress fetches,
            GraphStore graphs, ModelPool pool, MeterRegistry meters) {
        return new SileroVoiceActivityDetector(catalog.defaultFor(ModelTask.VOICE_ACTIVITY).orElseThrow(),
                new SileroLoader(store, fetches.listener(), new SileroCompiler(graphs)), pool, meters);
    }

    @Bean
    Lfm2AudioOffers lfm2AudioOffers(Catalog catalog, ModelStore store, Lfm2AudioLoader loader,
            ParleyProperties properties) {
        Map<String, CheckpointDirectory> directories = new TreeMap<>();
        properties.lfm2Audio()
            .directories()
            .forEach((id, path) -> directories.put(id, new CheckpointDirectory(Path.of(path))));
        return Lfm2AudioOffers.of(directories, catalog.entries(), store, loader);
    }

    @Bean
    Transcribers transcribers(Catalog catalog, WhisperLoader whisper, Lfm2AudioOffers lfm2Audio, ModelPool pool,
            VoiceActivityDetector voiceActivity, ParleyProperties properties, MeterRegistry meters) {
        SpeechCutter cutter = properties.transcription().voiceActivity() ? new SpeechCutter(voiceActivity)
                : SpeechCutter.consecutive();
        List<CatalogEntry> entries = properties.transcription().models().stream().map(catalog::entry).toList();
        return new CompositeTranscribers(List.of(new WhisperTranscribers(entries, whisper, pool, cutter, meters),
                new Lfm2AudioTranscribers(lfm2Audio, pool, cutter, meters)), properties.defaultModel());
    }

    @Bean
    KokoroLoader kokoroLoader(Catalog catalog, ModelStore store, FetchProgress fetches, GraphStore graphs) {
        return new KokoroLoader(store, catalog.defaultFor(ModelTask.PRONUNCIATION).orElseThrow(), fetches.listener(),
                new KokoroCompiler(graphs));
    }

    @Bean
    Synthesizers synthesizers(Catalog catalog, KokoroLoader kokoro, Lfm2AudioOffers lfm2Audio, ModelPool pool,
            ParleyProperties properties, MeterRegistry meters) {
        List<CatalogEntry> entries = properties.speech().models().stream().map(catalog::entry).toList();
        return new CompositeSynthesizers(
                List.of(new KokoroSynthesizers(entries, kokoro, pool, ChunkLimits.defaults(), meters),
                        new Lfm2AudioSynthesizers(lfm2Audio, pool)),
                properties.defaultModel());
    }

    @Bean
    SpeechLanguageModels speechLanguageModels(Lfm2AudioOffers lfm2Audio, ModelPool pool, ParleyProperties properties) {
        return new CompositeSpeechLanguageModels(List.of(new Lfm2AudioSpeechLanguageModels(lfm2Audio, pool)),
                properties.defaultModel());
    }

    @Bean
    LlamaLoader llamaLoader(ModelStore store, FetchProgress fetches, GraphStore graphs, ParleyProperties properties) {
        return new LlamaLoader(store, fetches.listener(), new LlamaCompiler(graphs, new SourceDigests(store.root())),
                properties.llama().precision());
    }

    @Bean
    TextLanguageModels textLanguageModels(Catalog catalog, LlamaLoader llama, ModelPool pool,
            ParleyProperties properties, MeterRegistry meters) {
        List<CatalogEntry> entries = properties.llama().models().stream().map(catalog::entry).toList();
        Map<String, Path> checkpoints = new TreeMap<>();
        properties.llama().checkpoints().forEach((id, path) -> checkpoints.put(id, Path.of(path)));
        return new LlamaTextLanguageModels(entries, checkpoints, llama, pool, meters);
    }

    @Bean
    YamnetLoader yamnetLoader(ModelStore store, FetchProgress fetches) {
        return new YamnetLoader(store, fetches.listener());
    }

    @Bean
    AudioClassifiers audioClassifiers(Catalog catalog, YamnetLoader yamnet, WhisperLoader whisper,
            Lfm2AudioOffers lfm2Audio, ModelPool pool, ParleyProperties properties, MeterRegistry meters) {
        ParleyProperties.Classification settings = properties.classification();
        List<CatalogEntry> languages = settings.languageModels().stream().map(catalog::entry).toList();
        return new CompositeAudioClassifiers(List.of(
                new YamnetClassifiers(catalog.defaultFor(ModelTask.CLASSIFICATION).orElseThrow(), yamnet, pool,
                        new YamnetSettings(settings.silence(), settings.step()), meters),
                new WhisperLanguageClassifiers(languages, whisper, pool, meters),
                new Lfm2AudioClassifiers(lfm2Audio, pool, meters)), properties.defaultModel());
    }

    @Bean
    DefaultModel defaultModel(Transcribers transcribers, Synthesizers synthesizers, SpeechLanguageModels conversations,
            AudioClassifiers classifiers, ParleyProperties properties) {
        return new DefaultModel(properties.defaultModel(),
                List.of(transcribers, synthesizers, conversations, classifiers));
    }

    @Bean
    LiveTranscriptions liveTranscriptions(Transcribers transcribers, ObjectProvider<VoiceActivityDetector> detector,
            MeterRegistry meters) {
        return new RetranscribedSpeechFactory(transcribers, detector.getIfAvailable(), LiveSettings.DEFAULT, meters);
    }

}
