package io.parley.lfm2audio;

import java.util.function.BiFunction;
import java.util.function.Function;

import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.pool.Turn;
import io.parley.speech.SpeechException;

/**
 * One checkpoint in the pool, its failures in the ports' terms. Thread-safe.
 */
final class PooledLfm2Audio {

    private final ModelPool pool;

    private final ModelSpec<Lfm2AudioModel> spec;

    PooledLfm2Audio(ModelPool pool, ModelSpec<Lfm2AudioModel> spec) {
        this.pool = pool;
        this.spec = spec;
    }

    String id() {
        return this.spec.id();
    }

    /**
     * Has the model do some work, on a thread of the pool.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    <R> R call(Cancellation cancellation, Function<Lfm2AudioModel, R> work) {
        return call(cancellation, (model, _) -> work.apply(model));
    }

    /**
     * Has the model do long work, which gives way to others between its parts.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    <R> R call(Cancellation cancellation, BiFunction<Lfm2AudioModel, Turn, R> work) {
        try {
            return this.pool.call(this.spec, cancellation, work);
        }
        catch (PoolException.Saturated ex) {
            throw new SpeechException.Overloaded(ex.getMessage(), ex.retryAfter());
        }
        catch (PoolException.LoadFailed ex) {
            throw new SpeechException.ModelUnavailable(ex.getMessage(), ex);
        }
    }

}
