package io.parley.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.parley.concurrent.Requester;

/** Who goes next, by what they have used; time is what the accounts say. */
class LeastAttainedServiceTest {

    private static final Duration QUANTUM = Duration.ofSeconds(2);

    private final List<Permit> line = new ArrayList<>();

    @Test
    void whoHasUsedLeastGoesFirstAndEqualsGoInTurn() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        Permit hour = waiting(200);
        Permit otherHour = waiting(90);
        Permit minute = waiting(5);
        Permit clip = waiting(0.5);
        Permit otherClip = waiting(0);
        assertThat(served(discipline, 0.001)).containsExactly(clip, otherClip, minute, hour, otherHour);
    }

    @Test
    void thoseOfOneLevelShareEvenlyWhenTheyComeBackAfterEachStep() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        Map<Integer, Integer> steps = new TreeMap<>();
        List<Permit> requests = List.of(waiting(100), waiting(40), waiting(2_000));
        for (int i = 0; i < 300; i++) {
            Permit next = serve(discipline, 0.3);
            discipline.released(next);
            for (int number = 0; number < 3; number++) {
                if (requests.get(number).account() == next.account()) {
                    steps.merge(number, 1, Integer::sum);
                }
            }
            this.line.add(new Permit(next.account(), Demand.ONE));
        }
        assertThat(steps).containsExactly(Map.entry(0, 100), Map.entry(1, 100), Map.entry(2, 100));
    }

    @Test
    void underAnEndlessStreamOfShortOnesALongOneHasAnEighthOfTheTime() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        WorkAccount lengthy = account(1_000);
        this.line.add(new Permit(lengthy, Demand.ONE));
        double others = 0;
        waiting(0);
        waiting(0);
        for (int i = 0; i < 10_000; i++) {
            Permit next = serve(discipline, 0.01);
            if (next.account() == lengthy) {
                // an encoder's pass, much longer than others' steps
                next.account().charge(nanos(0.29));
                this.line.add(new Permit(lengthy, Demand.ONE));
            }
            else {
                others += 0.01;
                waiting(0);
            }
            discipline.released(next);
        }
        double own = seconds(lengthy) - 1_000;
        assertThat(own / (own + others)).isBetween(0.12, 0.13);
    }

    @Test
    void aFewShortOnesAreNotHeldUpByADebt() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        Permit lengthy = waiting(1_000);
        List<Permit> clips = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clips.add(waiting(0));
        }
        assertThat(served(discipline, 0.01).subList(0, 60)).isEqualTo(clips).doesNotContain(lengthy);
    }

    @Test
    void whatLongOnesGetInBetweenIsNoDebtAnyMore() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        WorkAccount lengthy = account(1_000);
        for (int round = 0; round < 50; round++) {
            // 50 half seconds past it, which would be a debt of more than 3 s
            Permit waits = new Permit(lengthy, Demand.ONE);
            this.line.add(waits);
            Permit clip = waiting(0);
            assertThat(serve(discipline, 0.5)).isSameAs(clip);
            discipline.released(clip);
            Permit next = serve(discipline, 0.3);
            assertThat(next).isSameAs(waits);
            discipline.released(next);
        }
    }

    @Test
    void somePermitsAreKeptForThoseWhoHaveOnlyBegun() {
        LeastAttainedService discipline = new LeastAttainedService(2, QUANTUM);
        Permit first = waiting(100);
        Permit second = waiting(100);
        Permit third = waiting(100);
        assertThat(serve(discipline, 0)).isSameAs(first);
        assertThat(serve(discipline, 0)).isSameAs(second);
        assertThat(discipline.next(this.line)).isNull();
        Permit clip = waiting(0);
        assertThat(serve(discipline, 0)).isSameAs(clip);
        discipline.released(first);
        assertThat(serve(discipline, 0)).isSameAs(third);
    }

    @Test
    void aHolderGivesWayToWhoHasUsedLessOrAfterItsShare() {
        LeastAttainedService discipline = new LeastAttainedService(2, QUANTUM);
        waiting(100);
        Permit holder = serve(discipline, 0);
        waiting(50);
        assertThat(discipline.ends(holder, this.line)).as("before it has begun").isFalse();
        holder.account().charge(nanos(1));
        assertThat(discipline.ends(holder, this.line)).as("to its equals").isFalse();
        holder.account().charge(nanos(1));
        assertThat(discipline.ends(holder, this.line)).as("to its equals, after a while").isTrue();
        this.line.clear();
        waiting(100);
        Permit other = serve(discipline, 0.001);
        waiting(3);
        assertThat(discipline.ends(other, this.line)).as("to who has used less").isTrue();
    }

    @Test
    void aHolderWhoHasGrownLongFreesAPermitKeptForShortOnes() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        waiting(100);
        serve(discipline, 0);
        waiting(0);
        Permit grown = serve(discipline, 1);
        assertThat(discipline.ends(grown, this.line)).isFalse();
        grown.account().charge(nanos(1.5));
        assertThat(discipline.ends(grown, this.line)).isTrue();
        discipline.released(grown);
        this.line.add(new Permit(grown.account(), Demand.ONE));
        assertThat(discipline.next(this.line)).isNull();
        Permit clip = waiting(0);
        assertThat(serve(discipline, 0)).isSameAs(clip);
    }

    @Test
    void requestersTakeTurnsWhoeverHasHowManyRequests() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        List<Permit> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(waiting("many", 0));
        }
        Permit one = waiting("one", 0);
        Permit another = waiting("one", 0);
        assertThat(served(discipline, 0.1)).containsExactly(many.get(0), one, many.get(1), another, many.get(2),
                many.get(3), many.get(4), many.get(5));
    }

    @Test
    void shortRequestsOfARequesterWithManyGoBeforeLongOnesOfOthers() {
        LeastAttainedService discipline = new LeastAttainedService(1, QUANTUM);
        Permit hour = waiting("one", 100);
        Permit clip = waiting("many", 0);
        Permit otherClip = waiting("many", 0);
        assertThat(served(discipline, 0.01)).containsExactly(clip, otherClip, hour);
    }

    private Permit waiting(String requester, double seconds) {
        WorkAccount account = new WorkAccount(new Requester(requester));
        account.charge(nanos(seconds));
        Permit permit = new Permit(account, Demand.ONE);
        this.line.add(permit);
        return permit;
    }

    private Permit waiting(double seconds) {
        Permit permit = new Permit(account(seconds), Demand.ONE);
        this.line.add(permit);
        return permit;
    }

    /** Serves all who wait, one at a time. */
    private List<Permit> served(LeastAttainedService discipline, double seconds) {
        List<Permit> served = new ArrayList<>();
        while (!this.line.isEmpty()) {
            Permit next = serve(discipline, seconds);
            discipline.released(next);
            served.add(next);
        }
        return served;
    }

    private Permit serve(LeastAttainedService discipline, double seconds) {
        Permit next = discipline.next(this.line);
        assertThat(next).isNotNull();
        this.line.remove(next);
        next.account().charge(nanos(seconds));
        return next;
    }

    private static WorkAccount account(double seconds) {
        WorkAccount account = new WorkAccount(Requester.current());
        account.charge(nanos(seconds));
        return account;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * Duration.ofSeconds(1).toNanos());
    }

    private static double seconds(WorkAccount account) {
        return account.used() / 1e9;
    }

}
