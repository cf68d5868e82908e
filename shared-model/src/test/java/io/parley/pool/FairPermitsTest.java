package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.parley.concurrent.Cancellation;

class FairPermitsTest {

    private final FairPermits permits = new FairPermits(1);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        this.callers.shutdownNow();
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        List<Integer> served = new CopyOnWriteArrayList<>();
        this.permits.acquire(Cancellation.never());
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            all.add(this.callers.submit(() -> {
                this.permits.acquire(Cancellation.never());
                served.add(number);
                this.permits.release();
            }));
            await().until(() -> this.permits.waiting() == number + 1);
        }
        this.permits.release();
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(served).isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test
    void whoGoesAwayLeavesTheLineAndNoPermitIsLost() throws Exception {
        this.permits.acquire(Cancellation.never());
        Cancellation cancellation = new Cancellation();
        Future<?> leaving = this.callers.submit(() -> this.permits.acquire(cancellation));
        await().until(() -> this.permits.waiting() == 1);
        Future<?> interrupted = this.callers.submit(() -> this.permits.acquire(Cancellation.never()));
        await().until(() -> this.permits.waiting() == 2);
        cancellation.cancel();
        interrupted.cancel(true);
        assertThatThrownBy(leaving::get).hasCauseInstanceOf(CancellationException.class);
        await().until(() -> this.permits.waiting() == 0);
        this.permits.release();
        this.permits.acquire(Cancellation.never());
        assertThat(this.permits.acquire(Cancellation.never(), 0)).isFalse();
    }

}
