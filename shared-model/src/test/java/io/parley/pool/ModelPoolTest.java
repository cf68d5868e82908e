package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.parley.concurrent.Cancellation;

/** The pool's promises about loading, leasing, queueing and dropping. */
class ModelPoolTest {

    private static final InferenceRuntime RUNTIME = new InferenceRuntime(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ExecutorService callers = Executors.newCachedThreadPool();

    private final AtomicInteger loads = new AtomicInteger();

    private final AtomicInteger live = new AtomicInteger();

    private ModelPool pool = pool(100, 2, 2, Duration.ZERO);

    @AfterEach
    void close() {
        this.callers.shutdownNow();
        this.pool.close();
    }

    @Test
    void concurrentFirstUsesWaitForOneLoad() throws Exception {
        this.pool = pool(100, 8, 8, Duration.ZERO);
        CountDownLatch gate = new CountDownLatch(1);
        ModelSpec<Block> spec = spec("a", 10, gate);
        List<Future<Lease<Block>>> leases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            leases.add(this.callers.submit(() -> this.pool.lease(spec, Cancellation.never())));
        }
        gate.countDown();
        Block first = leases.getFirst().get().model();
        for (Future<Lease<Block>> lease : leases) {
            assertThat(lease.get().model()).isSameAs(first);
        }
        assertThat(this.loads).hasValue(1);
    }

    @Test
    void aCallerWhoGoesAwayDuringTheLoadDoesNotSpoilItForOthers() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ModelSpec<Block> spec = spec("a", 10, gate);
        Cancellation impatient = new Cancellation();
        Future<Lease<Block>> first = this.callers.submit(() -> this.pool.lease(spec, impatient));
        Future<Lease<Block>> second = this.callers.submit(() -> this.pool.lease(spec, Cancellation.never()));
        impatient.cancel();
        assertThatThrownBy(first::get).hasCauseInstanceOf(CancellationException.class);
        gate.countDown();
        second.get().close();
        assertThat(this.loads).hasValue(1);
        assertThat(gauge("parley.pool.leases")).isZero();
    }

    @Test
    void aFailedLoadIsToldForAWhileAndThenTriedAgain() {
        Duration backOff = Duration.ofMillis(300);
        this.pool = pool(new PoolSettings(100, 2, 2, Duration.ZERO, Duration.ofMillis(200), backOff,
                Scheduling.LEAST_ATTAINED_SERVICE));
        AtomicInteger tries = new AtomicInteger();
        ModelSpec<Block> spec = new ModelSpec<>("a", 10, (_) -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the file is broken");
            }
            return new Block(10);
        });
        assertThatThrownBy(() -> this.pool.lease(spec, Cancellation.never()))
            .isInstanceOf(PoolException.LoadFailed.class)
            .hasMessageContaining("the file is broken");
        assertThat(gauge("parley.pool.memory.used")).isZero();
        assertThat(gauge("parley.pool.leases")).isZero();
        // whether or not the pause is over, nobody hears of anything but the reason or
        // success
        await().ignoreExceptionsInstanceOf(PoolException.LoadFailed.class).untilAsserted(() -> {
            this.pool.lease(spec, Cancellation.never()).close();
            assertThat(tries).hasValue(2);
        });
    }

    @Test
    void aFailedLoadIsNotRepeatedForEveryCaller() {
        AtomicInteger tries = new AtomicInteger();
        ModelSpec<Block> spec = new ModelSpec<>("a", 10, (_) -> {
            tries.incrementAndGet();
            throw new IllegalStateException("the file is broken");
        });
        this.pool = pool(new PoolSettings(100, 2, 2, Duration.ZERO, Duration.ofMillis(200), Duration.ofDays(1),
                Scheduling.LEAST_ATTAINED_SERVICE));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> this.pool.lease(spec, Cancellation.never()))
                .isInstanceOf(PoolException.LoadFailed.class)
                .hasMessageContaining("the file is broken");
        }
        assertThat(tries).hasValue(1);
    }

    @Test
    void pastItsQueueACallerIsTurnedAwayAtOnce() throws Exception {
        ModelSpec<Block> spec = spec("a", 10, null);
        List<Lease<Block>> held = List.of(this.pool.lease(spec, Cancellation.never()),
                this.pool.lease(spec, Cancellation.never()));
        List<Future<Lease<Block>>> queued = List.of(
                this.callers.submit(() -> this.pool.lease(spec, Cancellation.never())),
                this.callers.submit(() -> this.pool.lease(spec, Cancellation.never())));
        await().until(() -> gauge("parley.pool.queue") == 2);
        assertThatThrownBy(() -> this.pool.lease(spec, Cancellation.never()))
            .isInstanceOf(PoolException.Saturated.class);
        assertThat(this.meters.get("parley.pool.rejections").counter().count()).isOne();
        held.forEach(Lease::close);
        for (Future<Lease<Block>> lease : queued) {
            lease.get().close();
        }
        assertThat(gauge("parley.pool.leases")).isZero();
    }

    @Test
    void aCancelledCallerLeavesTheQueue() {
        ModelSpec<Block> spec = spec("a", 10, null);
        this.pool.lease(spec, Cancellation.never());
        this.pool.lease(spec, Cancellation.never());
        Cancellation cancellation = new Cancellation();
        Future<Lease<Block>> queued = this.callers.submit(() -> this.pool.lease(spec, cancellation));
        await().until(() -> gauge("parley.pool.queue") == 1);
        cancellation.cancel();
        assertThatThrownBy(queued::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(gauge("parley.pool.queue")).isZero();
    }

    @Test
    void roomIsMadeBeforeALoadByDroppingTheLeastRecentlyUsed() {
        ModelSpec<Block> a = spec("a", 40, null);
        ModelSpec<Block> b = spec("b", 40, null);
        this.pool.lease(a, Cancellation.never()).close();
        this.pool.lease(b, Cancellation.never()).close();
        this.pool.lease(a, Cancellation.never()).close();
        AtomicInteger liveAtLoad = new AtomicInteger();
        ModelSpec<Block> c = new ModelSpec<>("c", 40, (_) -> {
            liveAtLoad.set(this.live.get());
            return new Block(40);
        });
        this.pool.lease(c, Cancellation.never()).close();
        assertThat(this.pool.loaded()).containsExactly("a", "c");
        assertThat(liveAtLoad).hasValue(1);
        assertThat(gauge("parley.pool.memory.used")).isEqualTo(80);
    }

    @Test
    void aBusyModelIsNeverDropped() {
        ModelSpec<Block> a = spec("a", 80, null);
        ModelSpec<Block> b = spec("b", 80, null);
        try (Lease<Block> lease = this.pool.lease(a, Cancellation.never())) {
            assertThatThrownBy(() -> this.pool.lease(b, Cancellation.never()))
                .isInstanceOf(PoolException.Saturated.class);
            assertThat(this.pool.evict("a")).isFalse();
            assertThat(lease.model().closed).isFalse();
        }
        this.pool.lease(b, Cancellation.never()).close();
        assertThat(this.pool.loaded()).containsExactly("b");
    }

    @Test
    void aModelBeyondTheWholeBudgetIsRefusedWithTheReason() {
        assertThatThrownBy(() -> this.pool.lease(spec("huge", 101, null), Cancellation.never()))
            .isInstanceOf(PoolException.Saturated.class)
            .hasMessageContaining("budget");
    }

    @Test
    void anIdleModelIsDroppedAndLoadedAgainOnDemand() {
        this.pool = pool(100, 2, 2, Duration.ofMillis(40));
        ModelSpec<Block> spec = spec("a", 10, null);
        Lease<Block> lease = this.pool.lease(spec, Cancellation.never());
        Block model = lease.model();
        await().during(Duration.ofMillis(150)).until(() -> !model.closed);
        lease.close();
        await().until(() -> model.closed);
        this.pool.lease(spec, Cancellation.never()).close();
        assertThat(this.loads).hasValue(2);
    }

    @Test
    void aModelThatCannotFreeItselfMakesRoomForOthersAllTheSame() {
        ModelSpec<Stuck> stuck = new ModelSpec<>("stuck", 10, (_) -> new Stuck(new IllegalStateException("stuck")));
        this.pool.lease(stuck, Cancellation.never()).close();
        this.pool.lease(spec("b", 100, null), Cancellation.never()).close();
        assertThat(this.pool.loaded()).containsExactly("b");
        assertThat(gauge("parley.pool.memory.used")).isEqualTo(100);
    }

    @Test
    void idleModelsAreDroppedAfterOneOfThemFailedToBe() {
        this.pool = pool(100, 2, 2, Duration.ofMillis(40));
        ModelSpec<Stuck> stuck = new ModelSpec<>("stuck", 10, (_) -> new Stuck(new StackOverflowError("stuck")));
        this.pool.lease(stuck, Cancellation.never()).close();
        await().until(() -> this.pool.loaded().isEmpty());
        this.pool.lease(spec("a", 10, null), Cancellation.never()).close();
        await().until(() -> this.pool.loaded().isEmpty());
        assertThat(this.live).hasValue(0);
        assertThat(gauge("parley.pool.memory.used")).isZero();
    }

    @Test
    void closingDropsIdleModelsAtOnceAndBusyOnesWhenTheyAreGivenBack() {
        Lease<Block> busy = this.pool.lease(spec("a", 10, null), Cancellation.never());
        this.pool.lease(spec("b", 10, null), Cancellation.never()).close();
        this.pool.close();
        assertThat(this.live).hasValue(1);
        busy.close();
        assertThat(this.live).hasValue(0);
        assertThatThrownBy(() -> this.pool.lease(spec("c", 10, null), Cancellation.never()))
            .isInstanceOf(PoolException.Closed.class);
    }

    private double gauge(String name) {
        return this.meters.get(name).gauge().value();
    }

    private ModelPool pool(long memory, int leases, int queue, Duration idle) {
        return pool(new PoolSettings(memory, leases, queue, idle, Duration.ofMillis(200)));
    }

    private ModelPool pool(PoolSettings settings) {
        this.meters.clear();
        return new ModelPool(RUNTIME, settings, this.meters);
    }

    private ModelSpec<Block> spec(String id, long bytes, CountDownLatch gate) {
        return new ModelSpec<>(id, bytes, (_) -> {
            this.loads.incrementAndGet();
            if (gate != null) {
                try {
                    gate.await();
                }
                catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }
            return new Block(bytes);
        });
    }

    private static final class Stuck implements LoadedModel {

        private final Throwable failure;

        Stuck(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public long residentBytes() {
            return 10;
        }

        @Override
        public void close() {
            if (this.failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) this.failure;
        }

    }

    private final class Block implements LoadedModel {

        private final long bytes;

        private volatile boolean closed;

        Block(long bytes) {
            this.bytes = bytes;
            ModelPoolTest.this.live.incrementAndGet();
        }

        @Override
        public long residentBytes() {
            return this.bytes;
        }

        @Override
        public void close() {
            assertThat(this.closed).as("closed twice").isFalse();
            this.closed = true;
            ModelPoolTest.this.live.decrementAndGet();
        }

    }

}
