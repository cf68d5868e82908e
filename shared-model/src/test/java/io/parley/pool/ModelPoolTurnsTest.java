package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.concurrent.Cancellation;

/** Long and short requests on one model, which runs a real, tiny graph. */
class ModelPoolTurnsTest {

    private static final int LEASES = 3;

    private static final int QUEUE = 8;

    @TempDir
    Path directory;

    private final InferenceRuntime runtime = new InferenceRuntime(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final AtomicBoolean over = new AtomicBoolean();

    private ModelPool pool = pool(Scheduling.LEAST_ATTAINED_SERVICE);

    private final ModelSpec<Places> spec = new ModelSpec<>("places", 1_000,
            (loading) -> new Places(loading, TinyGraphs.nonZeroPlaces(this.directory)));

    @AfterEach
    void close() {
        this.over.set(true);
        this.pool.close();
        this.callers.shutdownNow();
        this.runtime.close();
    }

    @Test
    void shortRequestsFinishWhileFourLongOnesGoOn() throws Exception {
        List<LongRequest> jobs = startLong(4);
        for (LongRequest job : jobs) {
            await().until(() -> job.windows.get() > 2);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(this.callers.submit(this::shortRequest).get()).isEqualTo(2);
        }
        List<Integer> windows = jobs.stream().map((job) -> job.windows.get()).toList();
        // all four share what is left
        for (int i = 0; i < 4; i++) {
            LongRequest job = jobs.get(i);
            int before = windows.get(i);
            await().until(() -> job.windows.get() > before);
            assertThat(job.result).isNotDone();
        }
        this.over.set(true);
        for (LongRequest job : jobs) {
            job.result.get();
        }
        assertNothingIsHeld();
    }

    @Test
    void aShortRequestFinishesBesideLongOnesThatHaveOnlyBegun() throws Exception {
        List<Future<?>> jobs = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < LEASES + 1; i++) {
            jobs.add(this.callers.submit(() -> this.pool.call(this.spec, WorkSize.LONG, Cancellation.never(),
                    (model, _) -> endOfFirstWindow(end))));
        }
        await().until(() -> gauge("parley.pool.leases") == LEASES - 1 && gauge("parley.pool.queue") == 2);
        assertThat(this.callers.submit(this::shortRequest).get(30, TimeUnit.SECONDS)).isEqualTo(2);
        end.countDown();
        for (Future<?> job : jobs) {
            job.get();
        }
        assertNothingIsHeld();
    }

    @Test
    void withoutPreemptionAShortRequestWaitsForLongOnes() {
        this.pool.close();
        this.pool = pool(Scheduling.FIRST_COME_FIRST_SERVED);
        List<LongRequest> jobs = startLong(LEASES);
        for (LongRequest job : jobs) {
            await().until(() -> job.windows.get() > 2);
        }
        Future<Integer> clip = this.callers.submit(this::shortRequest);
        await().until(() -> gauge("parley.pool.queue") == 1);
        int before = jobs.getFirst().windows.get();
        await().until(() -> jobs.getFirst().windows.get() > before + 50);
        assertThat(clip).isNotDone();
        this.over.set(true);
        await().until(clip::isDone);
    }

    @Test
    void aLongRequestGoesOnUnderAStreamOfShortOnes() throws Exception {
        LongRequest job = startLong(1).getFirst();
        await().until(() -> job.windows.get() > 2);
        AtomicInteger served = new AtomicInteger();
        List<Future<?>> streams = new ArrayList<>();
        // more at a time than there are leases, so that the model is never free
        for (int i = 0; i < LEASES + 2; i++) {
            streams.add(this.callers.submit(() -> {
                while (!this.over.get()) {
                    shortRequest();
                    served.incrementAndGet();
                }
            }));
        }
        await().until(() -> served.get() > 20);
        int before = job.windows.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> job.windows.get() > before + 5);
        this.over.set(true);
        for (Future<?> stream : streams) {
            stream.get();
        }
        job.result.get();
        assertNothingIsHeld();
    }

    @Test
    void whoIsCancelledWhileItGivesWayEndsAndHoldsNothing() throws Exception {
        List<LongRequest> jobs = startLong(LEASES);
        await().until(() -> gauge("parley.pool.queue") == 1);
        for (LongRequest job : jobs) {
            job.cancellation.cancel();
        }
        for (LongRequest job : jobs) {
            assertThatThrownBy(job.result::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
        }
        assertNothingIsHeld();
        assertThat(shortRequest()).isEqualTo(2);
    }

    @Test
    void theQueueStaysBounded() throws Exception {
        List<LongRequest> jobs = startLong(LEASES + QUEUE - 1);
        await().until(() -> gauge("parley.pool.leases") + gauge("parley.pool.queue") >= LEASES + QUEUE - 1);
        List<Lease<Places>> clips = new ArrayList<>();
        assertThatThrownBy(() -> {
            for (int i = 0; i < LEASES + QUEUE; i++) {
                clips.add(this.pool.lease(this.spec, Cancellation.never()));
            }
        }).isInstanceOfSatisfying(PoolException.Saturated.class,
                (refused) -> assertThat(refused.retryAfter()).isPositive());
        clips.forEach(Lease::close);
        this.over.set(true);
        for (LongRequest job : jobs) {
            job.result.get();
        }
        assertNothingIsHeld();
    }

    @Test
    void closingThePoolWakesEverybody() {
        List<LongRequest> jobs = startLong(LEASES + 2);
        await().until(() -> gauge("parley.pool.queue") > 1);
        this.pool.close();
        for (LongRequest job : jobs) {
            assertThatThrownBy(job.result::get).isInstanceOf(ExecutionException.class);
        }
    }

    private static boolean endOfFirstWindow(CountDownLatch end) {
        try {
            return end.await(60, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private int shortRequest() {
        return this.pool.call(this.spec, Cancellation.never(), (model) -> {
            // as a clip takes
            WorkAccount.current().charge(Duration.ofMillis(100).toNanos());
            return model.places(2);
        });
    }

    private List<LongRequest> startLong(int count) {
        List<LongRequest> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new LongRequest());
        }
        return jobs;
    }

    private void assertNothingIsHeld() {
        assertThat(gauge("parley.pool.leases")).isZero();
        assertThat(gauge("parley.pool.queue")).isZero();
        assertThat(gauge("parley.pool.runs.waiting")).isZero();
    }

    private double gauge(String name) {
        return this.meters.get(name).gauge().value();
    }

    private ModelPool pool(Scheduling scheduling) {
        this.meters.clear();
        return new ModelPool(this.runtime, new PoolSettings(1_000_000, LEASES, QUEUE, Duration.ZERO,
                Duration.ofSeconds(1), Duration.ZERO, scheduling), this.meters);
    }

    /** A request of as many windows as there is time for. */
    private final class LongRequest {

        private final AtomicInteger windows = new AtomicInteger();

        private final Cancellation cancellation = new Cancellation();

        private final Future<Integer> result = ModelPoolTurnsTest.this.callers.submit(this::work);

        private int work() {
            return ModelPoolTurnsTest.this.pool.call(ModelPoolTurnsTest.this.spec, WorkSize.ORDINARY, this.cancellation,
                    (model, turn) -> {
                        // an hour's worth: nobody has to wait until it has really used
                        // that
                        WorkAccount account = WorkAccount.current();
                        account.charge(Duration.ofMinutes(5).toNanos());
                        while (!ModelPoolTurnsTest.this.over.get()) {
                            turn.giveWay();
                            model.places(3);
                            // as a window takes
                            account.charge(Duration.ofMillis(700).toNanos());
                            this.windows.incrementAndGet();
                        }
                        return this.windows.get();
                    });
        }

    }

    /** A model of one tiny graph. */
    private static final class Places implements LoadedModel {

        private final InferenceRuntime runtime;

        private final Graph graph;

        Places(InferenceRuntime runtime, Path file) {
            this.runtime = runtime;
            this.graph = runtime.load(file);
        }

        int places(int count) {
            try (Tensor x = this.runtime.floats(count)) {
                for (int i = 0; i < count; i++) {
                    x.floats().put(i, 1);
                }
                return (int) this.graph.run(Map.of("x", x), Set.of("places"), Cancellation.never())
                    .get("places")
                    .shape()[1];
            }
        }

        @Override
        public long residentBytes() {
            return 1_000;
        }

        @Override
        public void close() {
            this.graph.close();
        }

    }

}
