package io.parley.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.fetch.HubSettings;
import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.lfm2audio.Lfm2AudioLoader;
import io.parley.lfm2audio.Lfm2AudioOffers;
import io.parley.lfm2audio.Lfm2AudioSettings;
import io.parley.lfm2audio.Lfm2AudioTranscribers;
import io.parley.speech.windows.SpeechCutter;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.testing.GoldenTensors;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built-in catalog's LFM2.5-Audio, from a hub that has the tiny checkpoint in its
 * place, to its first answer.
 */
class Lfm2AudioHubTest {

    private static final String ID = "lfm2.5-audio-1.5b";

    @TempDir
    Path root;

    private final CatalogEntry entry = Catalog.builtIn().entry(ID);

    @Test
    void aCheckpointIsAcceptedFetchedAndUsedByItsName() throws IOException {
        try (TestHub hub = new TestHub();
                InferenceRuntime runtime = new InferenceRuntime(2);
                ModelPool pool = pool(runtime)) {
            publish(hub);
            ModelStore store = new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of())
                .withHub(new HubSettings(hub.address(), null, Duration.ofSeconds(5), Duration.ofSeconds(20))));
            Lfm2AudioTranscribers transcribers = transcribers(store, pool);

            assertThat(transcribers.models()).isEmpty();
            assertThatExceptionOfType(SpeechException.NotFetched.class).isThrownBy(() -> transcribers.named(ID))
                .withMessageContaining("'parley models pull " + ID + " --accept-licence'");
            store.acceptLicence(this.entry);
            assertThat(transcribers.models()).isEmpty();
            assertThatExceptionOfType(SpeechException.NotFetched.class).isThrownBy(() -> transcribers.named(ID))
                .withMessageContaining("'parley models pull " + ID + "'");
            assertThat(hub.requests()).isEmpty();

            Path directory = store.pull(this.entry, new RecordingListener(), Cancellation.never());

            assertThat(directory.resolve("LICENSE")).hasContent("The terms.");
            assertThat(transcribers.models()).containsExactly(ID);
            Transcription transcription = transcribers.named(ID)
                .transcribe(clip(), TranscriptionOptions.DEFAULT, Cancellation.never());
            assertThat(transcription.text()).isNotBlank();
            assertThatExceptionOfType(SpeechException.UnknownModel.class)
                .isThrownBy(() -> transcribers.named("whisper-base"));
        }
    }

    @Test
    void aFetchedCheckpointThatWasDamagedIsNotLoadedAndTheCommandIsNamed() throws IOException {
        try (TestHub hub = new TestHub();
                InferenceRuntime runtime = new InferenceRuntime(2);
                ModelPool pool = pool(runtime)) {
            publish(hub);
            ModelStore store = new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of())
                .withHub(new HubSettings(hub.address(), null, Duration.ofSeconds(5), Duration.ofSeconds(20))));
            store.acceptLicence(this.entry);
            Path weights = store.pull(this.entry, new RecordingListener(), Cancellation.never())
                .resolve("model.safetensors");
            byte[] content = Files.readAllBytes(weights);
            content[content.length - 1] ^= 1;
            Files.write(weights, content, StandardOpenOption.TRUNCATE_EXISTING);

            assertThatExceptionOfType(SpeechException.ModelUnavailable.class)
                .isThrownBy(() -> transcribers(store, pool).named(ID).prepare(Cancellation.never()))
                .havingRootCause()
                .isInstanceOf(CatalogException.NotPulled.class)
                .withMessageContaining("'parley models pull " + ID + "'");
        }
    }

    @Test
    void damageThatTheFilesDoNotShowIsFoundWhenLoadingFailsAndTheCommandIsNamed() throws IOException {
        try (TestHub hub = new TestHub();
                InferenceRuntime runtime = new InferenceRuntime(2);
                ModelPool pool = pool(runtime)) {
            publish(hub);
            ModelStore store = new ModelStore(this.root, StoreSettings.fromEnvironment(Map.of())
                .withHub(new HubSettings(hub.address(), null, Duration.ofSeconds(5), Duration.ofSeconds(20))));
            store.acceptLicence(this.entry);
            Path weights = store.pull(this.entry, new RecordingListener(), Cancellation.never())
                .resolve("model.safetensors");
            FileTime time = Files.getLastModifiedTime(weights);
            byte[] content = Files.readAllBytes(weights);
            content[8] ^= 1;
            Files.write(weights, content, StandardOpenOption.TRUNCATE_EXISTING);
            Files.setLastModifiedTime(weights, time);

            assertThatExceptionOfType(SpeechException.ModelUnavailable.class)
                .isThrownBy(() -> transcribers(store, pool).named(ID).prepare(Cancellation.never()))
                .havingRootCause()
                .isInstanceOf(CatalogException.NotPulled.class)
                .withMessageContaining("'parley models pull " + ID + "'");
            assertThat(weights).doesNotExist();
            assertThatExceptionOfType(SpeechException.NotFetched.class)
                .isThrownBy(() -> transcribers(store, pool).named(ID));
        }
    }

    private static ModelPool pool(InferenceRuntime runtime) {
        return new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)),
                new SimpleMeterRegistry());
    }

    private Lfm2AudioTranscribers transcribers(ModelStore store, ModelPool pool) {
        Lfm2AudioLoader loader = new Lfm2AudioLoader(
                new Lfm2AudioCompiler(new GraphStore(this.root), new SourceDigests(this.root)),
                new Lfm2AudioSettings(Lfm2AudioRecipe.FP32, 0), new SimpleMeterRegistry());
        return new Lfm2AudioTranscribers(Lfm2AudioOffers.of(Map.of(), Catalog.builtIn().entries(), store, loader), pool,
                SpeechCutter.consecutive(), new SimpleMeterRegistry());
    }

    private static PcmSource clip() throws IOException {
        try (GoldenTensors golden = GoldenTensors.open("mel.safetensors")) {
            return PcmSource.of(new Pcm(golden.floats("a.wave"), 16_000));
        }
    }

    private static void publish(TestHub hub) throws IOException {
        TestRepository repository = hub.repository("LiquidAI/LFM2.5-Audio-1.5B")
            .put("LICENSE", "The terms.".getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
                "special_tokens_map.json", "audio_detokenizer/config.json", "audio_detokenizer/model.safetensors")) {
            repository.put(path, Files.readAllBytes(SharedData.path("lfm2-audio/tiny").resolve(path)));
        }
    }

}
