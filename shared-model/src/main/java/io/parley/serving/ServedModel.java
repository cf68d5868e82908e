package io.parley.serving;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Lease;
import io.parley.pool.LoadedModel;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.pool.Turn;
import io.parley.pool.WorkSize;
import io.parley.speech.SpeechException;

/**
 * A model in the pool, its failures in the ports' terms. Thread-safe.
 *
 * @param <M> the model
 */
public final class ServedModel<M extends LoadedModel> {

    /** Longer than what people say in one go; some windows of a transcriber. */
    private static final Duration LONG_SOUND = Duration.ofMinutes(1);

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
     * Has the model do work that may be long and gives way to others between its parts.
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    public <R> R call(Cancellation cancellation, BiFunction<M, Turn, R> work) {
        return call(WorkSize.ORDINARY, cancellation, work);
    }

    /**
     * Has the model hear a sound, giving way to others between its parts; a long sound
     * from the start.
     * @param audio as the work is to read it; not read here
     * @throws SpeechException.Overloaded if too many wait already
     * @throws SpeechException.ModelUnavailable if it cannot be loaded
     */
    public <R> R hear(PcmSource audio, Cancellation cancellation, BiFunction<M, Turn, R> work) {
        boolean isLong = audio.expectedSamples().orElse(0) > LONG_SOUND.toSeconds() * audio.sampleRate();
        return call(isLong ? WorkSize.LONG : WorkSize.ORDINARY, cancellation, work);
    }

    private <R> R call(WorkSize size, Cancellation cancellation, BiFunction<M, Turn, R> work) {
        return inTermsOfPorts(() -> this.pool.call(this.spec, size, cancellation, work));
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
