package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;

/** The line before permits: nobody is lost in it, nobody holds what is another's. */
@Timeout(60)
class PermitsTest {

    private static final Duration STRESS = Duration.ofSeconds(2);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        this.callers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void ofEqualsWhoComesFirstIsServedFirst(Scheduling scheduling) throws Exception {
        Permits permits = new Permits(1, scheduling.ofCores(1));
        List<Integer> served = new CopyOnWriteArrayList<>();
        Permit held = permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never());
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            all.add(this.callers.submit(() -> {
                Permit permit = permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never());
                served.add(number);
                permits.release(permit);
            }));
            await().until(() -> permits.waiting() == number + 1);
        }
        permits.release(held);
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(served).isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void whoGoesAwayLeavesTheLineAndNoPermitIsLost(Scheduling scheduling) {
        Permits permits = new Permits(1, scheduling.ofCores(1));
        Permit held = permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never());
        Cancellation cancellation = new Cancellation();
        Future<?> leaving = this.callers
            .submit(() -> permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, cancellation));
        await().until(() -> permits.waiting() == 1);
        Future<?> interrupted = this.callers
            .submit(() -> permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never()));
        await().until(() -> permits.waiting() == 2);
        cancellation.cancel();
        interrupted.cancel(true);
        assertThatThrownBy(leaving::get).hasCauseInstanceOf(CancellationException.class);
        await().until(() -> permits.waiting() == 0);
        permits.release(held);
        assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNotNull();
        assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNull();
    }

    @Test
    void aFullLineLosesTheLastPlaceOfWhoHasMost() {
        Permits permits = new Permits(1, Scheduling.LEAST_ATTAINED_SERVICE.ofCores(1));
        Permit held = permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never());
        List<Future<@Nullable Permit>> many = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            many.add(waiting(permits, "many", i + 1));
        }
        Future<@Nullable Permit> one = waiting(permits, "one", 3);
        await().until(many.get(2)::isDone);
        assertThat(many.get(2).resultNow()).as("the last of many").isNull();
        assertThat(permits.acquire(account("one"), Cancellation.never(), 3)).as("more than its share").isNull();
        assertThat(permits.acquire(account("many"), Cancellation.never(), 3)).as("more than its share").isNull();
        permits.release(held);
        await().until(many.get(0)::isDone);
        permits.release(Objects.requireNonNull(many.get(0).resultNow()));
        await().until(one::isDone);
        assertThat(many.get(1).isDone()).as("in turn").isFalse();
    }

    @Test
    void whoHasHadWorkDoneKeepsItsPlaceInAFullLine() {
        Permits permits = new Permits(1, Scheduling.LEAST_ATTAINED_SERVICE.ofCores(1));
        WorkAccount begun = account("many");
        Permit held = permits.acquire(begun, Demand.ONE, Cancellation.never());
        begun.charge(WorkAccount.FIRST_LEVEL.toNanos());
        Future<@Nullable Permit> next = waiting(permits, "many", 1);
        Future<Permit> giving = this.callers.submit(() -> permits.giveWay(held, Cancellation.never()));
        await().until(next::isDone);
        assertThat(permits.acquire(account("one"), Cancellation.never(), 1)).isNull();
        permits.release(Objects.requireNonNull(next.resultNow()));
        await().until(giving::isDone);
    }

    private Future<@Nullable Permit> waiting(Permits permits, String requester, int expected) {
        Future<@Nullable Permit> waits = this.callers
            .submit(() -> permits.acquire(account(requester), Cancellation.never(), 3));
        await().until(() -> permits.waiting() == expected);
        return waits;
    }

    private static WorkAccount account(String requester) {
        return new WorkAccount(new Requester(requester));
    }

    @Test
    void whoIsCancelledWhileItGivesWayHoldsNothingAndLosesNothing() {
        Permits permits = new Permits(1, Scheduling.LEAST_ATTAINED_SERVICE.ofCores(1));
        Permit held = permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never());
        Future<Permit> other = this.callers
            .submit(() -> permits.acquire(new WorkAccount(Requester.current()), Demand.ONE, Cancellation.never()));
        await().until(() -> permits.waiting() == 1);
        held.account().charge(WorkAccount.FIRST_LEVEL.toNanos());
        Cancellation cancellation = new Cancellation();
        Future<Permit> giving = this.callers.submit(() -> permits.giveWay(held, cancellation));
        await().until(other::isDone);
        assertThat(permits.waiting()).isOne();
        cancellation.cancel();
        assertThatThrownBy(giving::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNull();
        permits.release(other.resultNow());
        assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void noPermitIsLostOrHeldTwiceWhateverCallersDo(Scheduling scheduling) throws Exception {
        int most = 3;
        Permits permits = new Permits(most, scheduling.ofLeases(most));
        AtomicInteger held = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        long end = System.nanoTime() + STRESS.toNanos();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Random random = new Random(i);
            all.add(this.callers.submit(() -> {
                int served = 0;
                while (System.nanoTime() - end < 0) {
                    served += once(permits, random, held, worst);
                }
                return served;
            }));
        }
        for (Future<Integer> one : all) {
            assertThat(one.get()).isPositive();
        }
        assertThat(worst).hasValueLessThanOrEqualTo(most);
        assertThat(permits.waiting()).isZero();
        for (int i = 0; i < most; i++) {
            assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNotNull();
        }
        assertThat(permits.acquire(new WorkAccount(Requester.current()), Cancellation.never(), 0)).isNull();
    }

    @Test
    void whoIsAloneHasAllAndSharesWithWhoComes() {
        Permits permits = shared(2);
        Permit first = permits.acquire(account("first"), Demand.ALL_OR_ONE_FOR_LONG, Cancellation.never());
        assertThat(first.width()).isEqualTo(2);
        Future<Permit> second = asking(permits, account("second"), Demand.ALL_OR_ONE_FOR_LONG);
        await().until(() -> permits.giveWay(first, Cancellation.never()) == first && second.isDone());
        assertThat(first.width()).isOne();
        assertThat(second.resultNow().width()).isOne();
        permits.release(second.resultNow());
        await().until(() -> permits.giveWay(first, Cancellation.never()).width() == 2);
        permits.release(first);
    }

    @Test
    void whoHasJustBeenThereAndMayComeBackIsCompany() {
        Permits permits = shared(2);
        permits.release(permits.acquire(account("first"), Demand.ALL_OR_ONE, Cancellation.never()));
        Permit second = permits.acquire(account("second"), Demand.ALL_OR_ONE, Cancellation.never());
        assertThat(second.width()).isOne();
        permits.release(second);
        second.account().close();
        Permit third = permits.acquire(account("third"), Demand.ALL_OR_ONE, Cancellation.never());
        assertThat(third.width()).as("the second is gone for good").isEqualTo(2);
        Permits unshared = new Permits(2, Scheduling.LEAST_ATTAINED_SERVICE.ofCores(2), new Sharing(2, false));
        unshared.release(unshared.acquire(account("first"), Demand.ALL_OR_ONE, Cancellation.never()));
        assertThat(unshared.acquire(account("second"), Demand.ALL_OR_ONE, Cancellation.never()).width()).isEqualTo(2);
    }

    @Test
    void whoNeedsAllIsLetInBetweenThePiecesOfThoseWhoShareAndNobodyGoesPastIt() {
        Permits permits = shared(2);
        Permit first = permits.acquire(account("first"), Demand.ALL_OR_ONE_FOR_LONG, Cancellation.never());
        Future<Permit> second = asking(permits, account("second"), Demand.ALL_OR_ONE_FOR_LONG);
        await().until(() -> permits.giveWay(first, Cancellation.never()) == first && second.isDone());
        Future<Permit> all = asking(permits, account("all"), Demand.ALL);
        await().until(() -> permits.waiting() == 1);
        first.account().charge(1);
        Future<Permit> again = this.callers.submit(() -> permits.giveWay(first, Cancellation.never()));
        await().until(() -> permits.waiting() == 2);
        assertThat(all.isDone() || again.isDone()).as("one of two is not all, and not for others").isFalse();
        permits.release(second.resultNow());
        await().until(all::isDone);
        assertThat(all.resultNow().width()).isEqualTo(2);
        assertThat(again.isDone()).isFalse();
        permits.release(all.resultNow());
        await().until(again::isDone);
    }

    @Test
    void whoWaitsForAllAndGoesAwayHoldsNobodyUp() {
        Permits permits = shared(2);
        Permit held = permits.acquire(account("held"), Demand.ONE, Cancellation.never());
        Cancellation cancellation = new Cancellation();
        Future<Permit> all = this.callers.submit(() -> permits.acquire(account("all"), Demand.ALL, cancellation));
        await().until(() -> permits.waiting() == 1);
        Future<Permit> one = asking(permits, account("one"), Demand.ONE);
        await().until(() -> permits.waiting() == 2);
        assertThat(one.isDone()).as("past it").isFalse();
        cancellation.cancel();
        assertThatThrownBy(all::get).hasCauseInstanceOf(CancellationException.class);
        await().until(one::isDone);
        permits.release(one.resultNow());
        permits.release(held);
        assertThat(permits.acquire(account("all"), Demand.ALL, Cancellation.never()).width()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 8 })
    void thereAreNeverMoreThanThereAreWhoeverWantsHowMany(int total) throws Exception {
        Permits permits = shared(total);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        long end = System.nanoTime() + STRESS.toNanos() / 2;
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Demand demand = Demand.values()[i % Demand.values().length];
            Random random = new Random(i);
            all.add(this.callers.submit(() -> {
                int served = 0;
                for (; System.nanoTime() - end < 0; served++) {
                    WorkAccount account = account("caller");
                    Permit permit = permits.acquire(account, demand, Cancellation.never());
                    for (int piece = random.nextInt(6); piece > 0; piece--) {
                        worst.accumulateAndGet(held.addAndGet(permit.width()), Math::max);
                        account.charge(Duration.ofMillis(random.nextInt(100)).toNanos());
                        held.addAndGet(-permit.width());
                        permit = permits.giveWay(permit, Cancellation.never());
                    }
                    permits.release(permit);
                }
                return served;
            }));
        }
        for (Future<Integer> one : all) {
            assertThat(one.get()).isPositive();
        }
        assertThat(worst).hasValueLessThanOrEqualTo(total);
        assertThat(permits.acquire(account("caller"), Demand.ALL, Cancellation.never()).width()).isEqualTo(total);
    }

    private static Permits shared(int total) {
        return new Permits(total, Scheduling.LEAST_ATTAINED_SERVICE.ofCores(total), new Sharing(total, true));
    }

    private Future<Permit> asking(Permits permits, WorkAccount account, Demand demand) {
        return this.callers.submit(() -> permits.acquire(account, demand, Cancellation.never()));
    }

    /** A request of some pieces, one of four cancelled at some time by another thread. */
    private int once(Permits permits, Random random, AtomicInteger held, AtomicInteger worst) {
        WorkAccount account = new WorkAccount(Requester.current());
        Cancellation cancellation = new Cancellation();
        boolean leaves = random.nextInt(4) == 0;
        Thread leaving = Thread.startVirtualThread(() -> {
            if (leaves) {
                Thread.yield();
                cancellation.cancel();
            }
        });
        Permit permit = null;
        try {
            permit = permits.acquire(account, cancellation, 8);
            for (int piece = random.nextInt(6); piece > 0 && permit != null; piece--) {
                worst.accumulateAndGet(held.incrementAndGet(), Math::max);
                account.charge(Duration.ofSeconds(random.nextInt(10)).toNanos());
                Thread.onSpinWait();
                held.decrementAndGet();
                Permit mine = permit;
                permit = null;
                permit = permits.giveWay(mine, cancellation);
            }
            return (permit != null) ? 1 : 0;
        }
        catch (CancellationException ex) {
            return 0;
        }
        finally {
            if (permit != null) {
                permits.release(permit);
            }
            join(leaving);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
