package io.parley.pool;

import java.util.function.Function;

/**
 * How the pool is to treat a model.
 *
 * @param id its name in the pool and in metrics
 * @param expectedBytes memory to set aside before loading, in bytes
 * @param leases callers that it serves at a time, or 0 for as many as the pool's settings
 * say
 * @param loader makes it, files fetched and graphs warmed; runs at most once at a time
 * @param <M> the loaded model
 */
public record ModelSpec<M extends LoadedModel>(String id, long expectedBytes, int leases,
        Function<InferenceRuntime, M> loader) {

    /** A model that serves as many callers at a time as the pool's settings say. */
    public ModelSpec(String id, long expectedBytes, Function<InferenceRuntime, M> loader) {
        this(id, expectedBytes, 0, loader);
    }

}
