package io.parley.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that there are, in the order in which people should read them.
 */
public final class Catalog {

    private static final String BUILT_IN = "models.json";

    private static final String HUB_MODELS = "hub-models.json";

    private final Map<String, CatalogEntry> entries = new LinkedHashMap<>();

    private final Map<ModelTask, CatalogEntry> defaults;

    /**
     * A catalog of the given models.
     * @param entries each with an id of its own
     * @param defaults the id of the model to take for a task when none is asked for
     * @throws CatalogException.InvalidCatalog if an id occurs twice or a default is not
     * there or does another task
     */
    public Catalog(List<CatalogEntry> entries, Map<ModelTask, String> defaults) {
        for (CatalogEntry entry : entries) {
            if (this.entries.put(entry.id(), entry) != null) {
                throw new CatalogException.InvalidCatalog("The catalog lists model " + entry.id() + " twice.", null);
            }
        }
        Map<ModelTask, CatalogEntry> found = new LinkedHashMap<>();
        defaults.forEach((task, id) -> {
            CatalogEntry entry = this.entries.get(id);
            if (entry == null || entry.task() != task) {
                throw new CatalogException.InvalidCatalog("The catalog's default " + id + " is not one for " + task,
                        null);
            }
            found.put(task, entry);
        });
        this.defaults = Map.copyOf(found);
    }

    /** The models that Parley knows by itself. */
    public static Catalog builtIn() {
        try (InputStream pinned = resource(BUILT_IN); InputStream hub = resource(HUB_MODELS)) {
            Document document = mapper().readValue(pinned, Document.class);
            List<CatalogEntry> all = new ArrayList<>(document.models());
            all.addAll(HubModels.read(mapper(), hub));
            return new Catalog(all, document.defaults());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Catalog.class.getResourceAsStream(name));
    }

    /**
     * Reads a catalog.
     * @param json a document with {@code models} and {@code defaults}
     * @throws CatalogException.InvalidCatalog if it says something impossible, or
     * something that a catalog has no place for
     */
    public static Catalog read(InputStream json) {
        try {
            Document document = mapper().readValue(json, Document.class);
            return new Catalog(document.models(), document.defaults());
        }
        catch (JacksonException ex) {
            throw new CatalogException.InvalidCatalog("The catalog cannot be read: " + ex.getOriginalMessage(), ex);
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    }

    /** All models. */
    public List<CatalogEntry> entries() {
        return List.copyOf(this.entries.values());
    }

    /**
     * One model.
     * @throws CatalogException.UnknownModel if there is none of that id
     */
    public CatalogEntry entry(String id) {
        CatalogEntry entry = this.entries.get(id);
        if (entry == null) {
            throw new CatalogException.UnknownModel(id, List.copyOf(this.entries.keySet()));
        }
        return entry;
    }

    /** The model to take for a task when none is asked for. */
    public Optional<CatalogEntry> defaultFor(ModelTask task) {
        return Optional.ofNullable(this.defaults.get(task));
    }

    private record Document(Map<ModelTask, String> defaults, List<CatalogEntry> models) {
    }

}
