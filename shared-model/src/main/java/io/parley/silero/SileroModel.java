package io.parley.silero;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;

/** Silero VAD, loaded. */
final class SileroModel implements LoadedModel {

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final long residentBytes;

    /**
     * Runs do not wait for the cores, so they come one by one: whatever number of callers
     * takes one core at most, and waits for the others a millisecond each.
     */
    private final Lock turns = new ReentrantLock(true);

    SileroModel(InferenceRuntime runtime, Graph graph, long graphBytes) {
        this.runtime = runtime;
        this.graph = graph;
        this.residentBytes = graphBytes;
    }

    /** Starts to hear a sound; to be closed by the caller, before the model. */
    SileroStream open() {
        return new SileroStream(this.runtime, this.graph, this.turns);
    }

    /**
     * Runs once on silence, in both sizes: a first run costs several times a later one.
     */
    void warmUp() {
        int frames = SileroStream.BLOCK + 1;
        try (SileroStream stream = open()) {
            stream.next(new float[frames * SileroFrames.FRAME], 0, frames, new float[frames], Cancellation.never());
        }
    }

    @Override
    public long residentBytes() {
        return this.residentBytes;
    }

    @Override
    public void close() {
        this.graph.close();
    }

}
