package io.parley.whisper;

import org.jspecify.annotations.Nullable;

import io.parley.compile.whisper.CrossTensor;
import io.parley.compile.whisper.WhisperAligner;
import io.parley.pool.InferenceRuntime;
import io.parley.whisper.alignment.WordAligner;

/**
 * Loads the graph that places words when somebody wants words placed: most callers do
 * not. Thread-safe.
 */
final class LazyAligner implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final WhisperAligner files;

    private volatile @Nullable WordAligner loaded;

    LazyAligner(InferenceRuntime runtime, WhisperAligner files) {
        this.runtime = runtime;
        this.files = files;
    }

    /**
     * The aligner; callers who ask at once wait for one load.
     * @throws io.parley.pool.PoolException.LoadFailed if the graph cannot be loaded
     */
    WordAligner get() {
        WordAligner ready = this.loaded;
        if (ready != null) {
            return ready;
        }
        synchronized (this) {
            if (this.loaded == null) {
                this.loaded = new WordAligner(this.runtime, this.runtime.load(this.files.graph()),
                        this.files.cross().stream().map(CrossTensor::name).toList(), this.files.heads().size(),
                        this.files.bytes());
            }
            return this.loaded;
        }
    }

    /** What it takes now, in bytes. */
    long bytes() {
        WordAligner ready = this.loaded;
        return (ready != null) ? ready.bytes() : 0;
    }

    @Override
    public synchronized void close() {
        if (this.loaded != null) {
            this.loaded.close();
            this.loaded = null;
        }
    }

}
