package io.parley.yamnet;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.jspecify.annotations.Nullable;

import io.parley.audio.MagnitudeLogMel;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;

/** YAMNet, loaded. */
final class YamnetModel implements LoadedModel {

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final List<String> labels;

    private final long residentBytes;

    private final MagnitudeLogMel frontEnd = new MagnitudeLogMel();

    private final ConcurrentLinkedDeque<YamnetRun> idle = new ConcurrentLinkedDeque<>();

    /**
     * Puts a model together.
     * @param labels by index
     */
    YamnetModel(InferenceRuntime runtime, Graph graph, List<String> labels, long residentBytes) {
        this.runtime = runtime;
        this.graph = graph;
        this.labels = labels;
        this.residentBytes = residentBytes;
    }

    /** What it can say, by index. */
    List<String> labels() {
        return this.labels;
    }

    MagnitudeLogMel frontEnd() {
        return this.frontEnd;
    }

    /** Lends tensors to run on; to be given back. */
    YamnetRun borrow() {
        @Nullable YamnetRun run = this.idle.poll();
        return (run != null) ? run : new YamnetRun(this.runtime, this.graph, this.labels.size());
    }

    void giveBack(YamnetRun run) {
        this.idle.push(run);
    }

    /** Runs once on silence: a first run costs several times a later one. */
    void warmUp() {
        YamnetRun run = borrow();
        try {
            run.run(new float[YamnetPatches.FRAMES * MagnitudeLogMel.BANDS], new double[this.labels.size()],
                    Cancellation.never());
        }
        finally {
            giveBack(run);
        }
    }

    @Override
    public long residentBytes() {
        return this.residentBytes;
    }

    @Override
    public void close() {
        this.idle.forEach(YamnetRun::close);
        this.graph.close();
    }

}
