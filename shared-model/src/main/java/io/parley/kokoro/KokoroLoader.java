package io.parley.kokoro;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.kokoro.KokoroCompiler;
import io.parley.compile.kokoro.KokoroGraphs;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;
import io.parley.speech.Voice;
import io.parley.text.Accent;
import io.parley.text.normalize.EnglishNormalizer;
import io.parley.text.phonemes.ChunkLimits;
import io.parley.text.phonemes.Phonemizers;
import io.parley.text.phonemes.SpeechChunker;

/**
 * Makes Kokoro models from catalog entries: fetched with their pronouncing dictionaries
 * if they are not there, loaded and run once. Thread-safe.
 */
public final class KokoroLoader {

    private static final Logger logger = LoggerFactory.getLogger(KokoroLoader.class);

    private static final String GRAPH = "kokoro-v1.0.int8.onnx";

    private static final VoiceMix WARM_UP_VOICE = new VoiceMix(Map.of("af_heart", 1.0));

    private static final String FIRST_WORDS = "The first words of the day, at 7 o'clock.";

    /**
     * Memory while it speaks, as a multiple of its files: the longest pieces take several
     * hundred megabytes.
     */
    private static final int MEMORY = 4;

    private final ModelStore store;

    private final CatalogEntry dictionaries;

    private final PullListener listener;

    private final KokoroCompiler compiler;

    /**
     * Makes a loader.
     * @param dictionaries the catalog's pronouncing dictionaries
     * @param listener told when files are fetched
     * @param compiler of the published graph
     */
    public KokoroLoader(ModelStore store, CatalogEntry dictionaries, PullListener listener, KokoroCompiler compiler) {
        this.store = store;
        this.dictionaries = dictionaries;
        this.listener = listener;
        this.compiler = compiler;
    }

    ModelSpec<KokoroModel> spec(CatalogEntry entry) {
        return new ModelSpec<>(entry.id(), MEMORY * entry.bytes(), (runtime) -> load(entry, runtime));
    }

    private KokoroModel load(CatalogEntry entry, InferenceRuntime runtime) {
        Path directory = pull(entry);
        Path words = pull(this.dictionaries);
        try {
            return load(entry, directory, words, runtime);
        }
        catch (CancellationException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            // the sizes are right, or the pulls would have said so: the content may be
            // damaged
            boolean whole = isWhole(entry);
            boolean dictionariesWhole = isWhole(this.dictionaries);
            if (this.compiler.repair(entry.file(GRAPH).sha256(), whole) == 0 && whole && dictionariesWhole) {
                throw ex;
            }
            logger.warn("{} was damaged and is fetched anew: {}", entry.id(), ex.getMessage());
            return load(entry, pull(entry), pull(this.dictionaries), runtime);
        }
    }

    private Path pull(CatalogEntry entry) {
        return this.store.pull(entry, this.listener, Cancellation.never());
    }

    private boolean isWhole(CatalogEntry entry) {
        return this.store.verify(entry, this.listener, Cancellation.never()).isEmpty();
    }

    private KokoroModel load(CatalogEntry entry, Path directory, Path words, InferenceRuntime runtime) {
        KokoroGraphs graphs = this.compiler.compile(directory.resolve(GRAPH), entry.file(GRAPH).sha256(),
                Cancellation.never());
        try (ModelParts parts = new ModelParts()) {
            Map<String, StyleTable> styles = new KokoroVoices(entry).all()
                .stream()
                .collect(Collectors.toMap(Voice::id,
                        (voice) -> StyleTable.read(directory.resolve(KokoroVoices.file(voice.id())))));
            Graph prosody = parts.add(runtime.load(graphs.prosody(), GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE));
            Graph vocoder = parts.add(runtime.load(graphs.vocoder(), GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE));
            KokoroModel model = new KokoroModel(runtime, prosody, vocoder, styles, new Phonemizers(() -> words),
                    MEMORY * entry.bytes());
            // they are the model's to close from here on
            parts.complete();
            warmUp(parts.add(model));
            parts.complete();
            return model;
        }
    }

    /**
     * Says a sentence from its writing to its sound: first runs, and first words in a
     * process that has just begun, take several times as long as later ones.
     */
    private static void warmUp(KokoroModel model) {
        SpokenText spoken = new SpokenText(model, model.style(WARM_UP_VOICE), 1, (_) -> {
        }, () -> {
        });
        String words = new EnglishNormalizer(Accent.AMERICAN).normalize(FIRST_WORDS);
        new SpeechChunker(model.phonemizer(Accent.AMERICAN), ChunkLimits.defaults()).chunks(words)
            .forEachRemaining((piece) -> spoken.say(piece, () -> {
            }, Cancellation.never()));
        spoken.end();
    }

}
