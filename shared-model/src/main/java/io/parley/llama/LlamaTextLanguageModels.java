package io.parley.llama;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.speech.OfferedModels;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextLanguageModels;

/** The Llama-shaped models that are offered here: the catalog's, and the operator's. */
public final class LlamaTextLanguageModels extends OfferedModels<TextLanguageModel> implements TextLanguageModels {

    /**
     * Offers them; loads nothing.
     * @param entries of the catalog, the default first
     * @param checkpoints GGUF files and directories of the operator's by model id; they
     * go before the catalog's of the same id
     */
    public LlamaTextLanguageModels(List<CatalogEntry> entries, Map<String, Path> checkpoints, LlamaLoader loader,
            ModelPool pool, MeterRegistry meters) {
        super(models(specs(entries, checkpoints, loader), pool, meters));
    }

    private static Map<String, ModelSpec<LlamaModel>> specs(List<CatalogEntry> entries, Map<String, Path> checkpoints,
            LlamaLoader loader) {
        Map<String, ModelSpec<LlamaModel>> specs = new LinkedHashMap<>();
        entries.forEach((entry) -> specs.put(entry.id(), loader.spec(entry)));
        new TreeMap<>(checkpoints).forEach((id, path) -> specs.put(id, loader.spec(id, path)));
        return specs;
    }

    private static Map<String, TextLanguageModel> models(Map<String, ModelSpec<LlamaModel>> specs, ModelPool pool,
            MeterRegistry meters) {
        Map<String, TextLanguageModel> models = new LinkedHashMap<>();
        specs.forEach((id, spec) -> models.put(id, new LlamaTextLanguageModel(pool, spec, meters)));
        return models;
    }

}
