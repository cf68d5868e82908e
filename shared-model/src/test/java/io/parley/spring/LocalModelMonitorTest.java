package io.parley.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Lease;
import io.parley.pool.LoadedModel;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolSettings;
import io.parley.speech.ModelStatus;
import io.parley.speech.ModelStatus.State;
import io.parley.speech.SynthesisMetrics;

/** A model on its way from nowhere into memory, as an operator sees it. */
class LocalModelMonitorTest {

    private static final String MODEL = "kokoro-82m";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AutoClose
    private final InferenceRuntime runtime = new InferenceRuntime(1);

    @AutoClose
    private final ModelPool pool = new ModelPool(this.runtime,
            new PoolSettings(1000, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), this.meters);

    private final FetchProgress fetches = new FetchProgress(PullListener.none());

    private final CountDownLatch compiled = new CountDownLatch(1);

    private LocalModelMonitor monitor;

    @BeforeEach
    void look(@TempDir Path home) {
        this.monitor = new LocalModelMonitor(Catalog.builtIn(),
                new ModelStore(home, StoreSettings.fromEnvironment(Map.of())), Set.of("mine"), this.pool, this.fetches,
                new RunMetrics(this.meters));
    }

    @Test
    void aModelIsSeenToBeFetchedLoadedAndUsed() throws Exception {
        assertThat(state()).isEqualTo(State.ABSENT);
        Thread caller = Thread.ofVirtual().start(this::use);
        await().until(() -> state() == State.LOADING);
        this.fetches.listener().progress(new PullProgress(MODEL, "model.onnx", 40, 100));
        assertThat(this.monitor.status(MODEL).fetching()).isEqualTo(new ModelStatus.Fetching("model.onnx", 40, 100));
        assertThat(state()).isEqualTo(State.FETCHING);
        this.fetches.listener().progress(new PullProgress(MODEL, "model.onnx", 100, 100));
        assertThat(state()).isEqualTo(State.LOADING);
        this.compiled.countDown();
        caller.join();

        ModelStatus loaded = this.monitor.status(MODEL);
        assertThat(loaded.state()).isEqualTo(State.LOADED);
        assertThat(loaded.memoryBytes()).isEqualTo(100);
        assertThat(loaded.realTimeFactor()).isNull();
        assertThat(this.monitor.machine().modelsBytes()).isEqualTo(100);
        assertThat(this.monitor.machine().modelsBudgetBytes()).isEqualTo(1000);
    }

    @Test
    void aFetchThatFailedIsOver() {
        this.fetches.listener().progress(new PullProgress(MODEL, "model.onnx", 40, 100));

        assertThat(state()).isEqualTo(State.ABSENT);
    }

    @Test
    void modelsOfTheOperatorsOwnAreThereAndOthersElsewhere() {
        assertThat(this.monitor.status("mine").state()).isEqualTo(State.FETCHED);
        assertThat(this.monitor.status("parley-cascade").state()).isEqualTo(State.ELSEWHERE);
    }

    @Test
    void theSpeedIsTheMeanOfAllRuns() {
        assertThat(this.monitor.status(MODEL).runs()).isZero();
        SynthesisMetrics metrics = new SynthesisMetrics(this.meters, MODEL);
        metrics.spoken(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(10));
        metrics.spoken(Duration.ofSeconds(3).toNanos(), Duration.ofSeconds(10));

        assertThat(this.monitor.status(MODEL).runs()).isEqualTo(2);
        assertThat(this.monitor.status(MODEL).realTimeFactor()).isCloseTo(0.2, within(1e-9));
    }

    private State state() {
        return this.monitor.status(MODEL).state();
    }

    private void use() {
        ModelSpec<Block> spec = new ModelSpec<>(MODEL, 10, (_) -> {
            try {
                this.compiled.await();
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new Block();
        });
        try (Lease<Block> _ = this.pool.lease(spec, Cancellation.never())) {
            assertThat(this.monitor.status(MODEL).running()).isEqualTo(1);
        }
    }

    private record Block() implements LoadedModel {

        @Override
        public long residentBytes() {
            return 100;
        }

        @Override
        public void close() {
            // nothing to free
        }

    }

}
