package io.parley.silero;

import java.util.function.Function;
import java.util.function.Supplier;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Lease;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.speech.SpeechException;

/** Silero in the pool, its failures in the ports' terms. Thread-safe. */
final class PooledSilero {

    private final ModelPool pool;

    private final ModelSpec<SileroModel> spec;

    PooledSilero(ModelPool pool, ModelSpec<SileroModel> spec) {
        this.pool = pool;
        this.spec = spec;
    }

    String id() {
        return this.spec.id();
    }

    /** Has the model do some work, on a thread of the pool. */
    <R> R call(Cancellation cancellation, Function<SileroModel, R> work) {
        return inTermsOfPorts(() -> this.pool.call(this.spec, cancellation, work));
    }

    /** Has the model stay. */
    Lease<SileroModel> lease(Cancellation cancellation) {
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
