package io.parley.spring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.compile.Precision;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.lfm2audio.Lfm2AudioSettings;
import io.parley.pool.Scheduling;
import io.parley.whisper.decoding.DecodingSettings;

/**
 * What an operator can set about models.
 *
 * @param home the local store; default {@code ~/.parley}
 * @param defaultModel does every job that no model is named for, as does every other name
 * that OpenAI has for its models; empty for a model of its own for each job
 * @param model where models come from
 * @param threads how many threads a model computes on; 0 for all cores
 * @param pool bounds of the model pool
 * @param transcription how speech becomes text
 * @param speech how text becomes speech
 * @param classification how sounds get labels
 * @param lfm2Audio checkpoints of LFM2-Audio to offer
 * @param llama language models that answer in writing
 */
@ConfigurationProperties("parley")
public record ParleyProperties(@Nullable Path home, @DefaultValue("") String defaultModel, @DefaultValue Model model,
        @DefaultValue("0") int threads, @DefaultValue Pool pool, @DefaultValue Transcription transcription,
        @DefaultValue Speech speech, @DefaultValue Classification classification, @DefaultValue Lfm2Audio lfm2Audio,
        @DefaultValue Llama llama) {

    /**
     * The store that is meant: as configured, and where nothing is, as the environment
     * says.
     * @param environment as {@link System#getenv()} gives it
     * @throws IllegalArgumentException if the hub's address is none, or the store's place
     * a file
     */
    public ModelStore modelStore(Map<String, String> environment) {
        StoreSettings settings = StoreSettings.fromEnvironment(environment);
        if (!this.model.directories().isEmpty()) {
            settings = settings.withDirectories(this.model.directories());
        }
        Path root = (this.home != null) ? this.home : ModelStore.defaultRoot(environment);
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    "%s is a file: PARLEY_HOME or parley.home has to name a directory.".formatted(root));
        }
        return new ModelStore(root, settings);
    }

    /**
     * Where models come from.
     *
     * @param directories folders that are looked into before anything is fetched, as
     * {@code <folder>/<model>/<file>}
     */
    public record Model(@DefaultValue List<Path> directories) {
    }

    /**
     * Bounds of the model pool.
     *
     * @param memory budget for loaded models; 0 for half of the machine's memory
     * @param leasesPerModel callers that one model serves at a time; with preemption one
     * of several is kept for requests that have only begun
     * @param queuePerModel callers that may wait for one model
     * @param preemption whether short requests go between the windows of long ones; else
     * first come, first served
     * @param sideBySide whether transcription and speech run on one thread each, side by
     * side, when several ask; takes a second copy of a model's weights
     * @param idleTimeout after which an unused model is dropped; 0 for never
     * @param loadWait how long a caller waits for busy models to make room
     * @param loadBackOff how long a failed load is answered for before it is tried again
     */
    public record Pool(@DefaultValue("0") DataSize memory, @DefaultValue("3") int leasesPerModel,
            @DefaultValue("64") int queuePerModel, @DefaultValue("true") boolean preemption,
            @DefaultValue("true") boolean sideBySide, @DefaultValue("0") Duration idleTimeout,
            @DefaultValue("30s") Duration loadWait, @DefaultValue("5s") Duration loadBackOff) {

        Scheduling scheduling() {
            return this.preemption ? Scheduling.LEAST_ATTAINED_SERVICE : Scheduling.FIRST_COME_FIRST_SERVED;
        }

    }

    /**
     * How speech becomes text.
     *
     * @param models the catalog's ids of the models to offer, the default first
     * @param precision of the compiled graphs
     * @param beamWidth how many texts are followed at once
     * @param shortWindow whether a sound that ends early is heard without the silence
     * that would fill its window up
     * @param voiceActivity whether only what a detector takes for speech is heard
     */
    public record Transcription(@DefaultValue( {
            "whisper-base", "whisper-tiny.en" }) List<String> models, @DefaultValue("int8") Precision precision,
            @DefaultValue("5") int beamWidth, @DefaultValue("true") boolean shortWindow,
            @DefaultValue("true") boolean voiceActivity){

        DecodingSettings decoding() {
            return DecodingSettings.DEFAULT.withBeamWidth(this.beamWidth).withShortWindow(this.shortWindow);
        }

    }

    /**
     * How text becomes speech.
     *
     * @param models the catalog's ids of the models to offer, the default first
     */
    public record Speech(@DefaultValue("kokoro-82m") List<String> models) {
    }

    /**
     * How sounds get labels.
     *
     * @param silence sounds quieter than this, in decibels of full scale, are left out of
     * YAMNet's scores; by default the absolute gate of EBU R 128
     * @param step from one of YAMNet's patches of 960 ms to the next
     * @param languageModels the catalog's ids of the multilingual Whisper models that say
     * which language is spoken
     */
    public record Classification(@DefaultValue("-70") double silence, @DefaultValue("240ms") Duration step,
            @DefaultValue("whisper-base") List<String> languageModels) {
    }

    /**
     * Checkpoints of LFM2-Audio and LFM2.5-Audio.
     *
     * @param directories checkpoint directories, as they are published, by the model ids
     * under which to offer them; as text, so that ids may have dots
     * @param precision of the compiled graphs
     * @param prefixCache most memory for beginnings of conversations that are kept
     */
    public record Lfm2Audio(@DefaultValue Map<String, String> directories,
            @DefaultValue("mixed") Lfm2AudioRecipe precision, @DefaultValue("256MB") DataSize prefixCache) {

        Lfm2AudioSettings settings() {
            return new Lfm2AudioSettings(this.precision, this.prefixCache.toBytes());
        }

    }

    /**
     * Language models that answer in writing.
     *
     * @param models of the catalog that are offered, the default first
     * @param precision of the compiled graphs
     * @param checkpoints GGUF files, or directories with {@code config.json} and
     * safetensors, by the model ids under which to offer them; as text, so that ids may
     * have dots
     */
    public record Llama(@DefaultValue("smollm2-135m-instruct") List<String> models,
            @DefaultValue("int8") Precision precision, @DefaultValue Map<String, String> checkpoints) {
    }

}
