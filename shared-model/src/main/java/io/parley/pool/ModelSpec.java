package io.parley.pool;

import java.util.function.Function;

/**
 * How the pool is to treat a model.
 *
 * @param id its name in the pool and in metrics
 * @param expectedBytes memory to set aside before loading, in bytes
 * @param loader makes it, files fetched and graphs warmed; runs at most once at a time
 * @param <M> the loaded model
 */
public record ModelSpec<M extends LoadedModel>(String id, long expectedBytes, Function<InferenceRuntime, M> loader) {
}
