package io.parley.kokoro;

import java.util.function.BiFunction;

import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.pool.Turn;
import io.parley.speech.SpeechException;

/** Kokoro in the pool, its failures in the ports' terms. Thread-safe. */
final class PooledKokoro {

    private final ModelPool pool;

    private final ModelSpec<KokoroModel> spec;

    PooledKokoro(ModelPool pool, ModelSpec<KokoroModel> spec) {
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
    <R> R call(Cancellation cancellation, BiFunction<KokoroModel, Turn, R> work) {
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
