package io.parley.serving;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Lease;
import io.parley.pool.LoadedModel;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.pool.Turn;
import io.parley.speech.SpeechException;

/**
 * A model in the pool, its failures in the ports' terms. Thread-safe.
 *
 * @param <M> the model
 */
public final class ServedModel<M extends LoadedModel> {

    private final ModelPool pool;

    private final ModelSpec<M> spec;

    /** Loads nothing. */
    public ServedModel(ModelPool pool, ModelSpec<M> spec) {
        this.pool = pool;
        this.spec = spec;
    }

    /** The model's id. */
    public String id() {
        return this.spec.id();
    }

    /**
     * Has the model do some work, on a thread of the pool.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    public <R> R call(Cancellation cancellation, Function<M, R> work) {
        return call(cancellation, (model, _) -> work.apply(model));
    }

    /**
     * Has the model do long work, which gives way to others between its parts.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    public <R> R call(Cancellation cancellation, BiFunction<M, Turn, R> work) {
        return inTermsOfPorts(() -> this.pool.call(this.spec, cancellation, work));
    }

    /**
     * Has the model stay.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    public Lease<M> lease(Cancellation cancellation) {
        return inTermsOfPorts(() -> this.pool.lease(this.spec, cancellation));
    }

    private static <R> R inTermsOfPorts(Supplier<R> work) {
        try {
            return work.get();
        }
        catch (PoolException.Saturated ex) {
            throw new SpeechException.Overloaded(ex.getMessage(), ex.retryAfter());
        }
        catch (PoolException.LoadFailed ex) {
            throw new SpeechException.ModelUnavailable(ex.getMessage(), ex);
        }
    }

}
