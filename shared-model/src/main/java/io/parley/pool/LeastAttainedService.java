package io.parley.pool;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.parley.pool.Permit.Reason;

/**
 * Whoever has used least goes first, by the levels of a multi-level feedback queue: short
 * requests overtake long ones although nobody knows beforehand which is which. Within a
 * level requesters take turns, the requests of each are served in order, and those who
 * come back to the line take turns, too.
 * <p>
 * Those who are overtaken are not starved. Time spent past them is noted as a debt to
 * them, such that paying it back gives them an eighth of the whole; once it has come to a
 * tenth of a second the first of them goes ahead.
 */
final class LeastAttainedService implements Discipline {

    /** Of so many parts of the time one belongs to those who are overtaken. */
    private static final int PARTS = 8;

    /** Below this, in ns, short requests are not held up for a debt. */
    private static final long TOLERATED_DEBT = Duration.ofMillis(100).toNanos();

    private final RequesterTurns turns = new RequesterTurns();

    private final int mostBeyondFirstLevel;

    private final long quantum;

    private int heldBeyondFirstLevel;

    /** In ns of compute time; negative when more was paid than was due. */
    private long debt;

    /**
     * Makes the discipline.
     * @param mostBeyondFirstLevel how many permits may be held by requests beyond the
     * first level; what there are more are kept for those who have only begun
     * @param quantum after so much compute time those of the same level have their turn
     */
    LeastAttainedService(int mostBeyondFirstLevel, Duration quantum) {
        this.mostBeyondFirstLevel = mostBeyondFirstLevel;
        this.quantum = quantum.toNanos();
    }

    @Override
    public @Nullable Permit next(List<Permit> line) {
        List<Permit> candidates = line.stream().filter(this::mayHold).toList();
        // of equals whose requester has waited longest, of those the first
        Optional<Permit> least = candidates.stream()
            .min(Comparator.<Permit>comparingInt((permit) -> permit.account().level())
                .thenComparing(this.turns.longestAgo()));
        if (least.isEmpty()) {
            return null;
        }
        int level = least.get().account().level();
        Optional<Permit> overtaken = candidates.stream()
            .filter((permit) -> permit.account().level() > level)
            .min(this.turns.longestAgo());
        if (overtaken.isEmpty()) {
            return granted(least.get(), Reason.IN_ORDER);
        }
        return (this.debt < TOLERATED_DEBT) ? granted(least.get(), Reason.OVERTAKING)
                : granted(overtaken.get(), Reason.OWED);
    }

    private boolean mayHold(Permit permit) {
        return permit.account().level() == 0 || this.heldBeyondFirstLevel < this.mostBeyondFirstLevel;
    }

    private Permit granted(Permit permit, Reason reason) {
        permit.grant(reason);
        this.turns.served(permit.requester());
        if (permit.level() > 0) {
            this.heldBeyondFirstLevel++;
        }
        return permit;
    }

    @Override
    public void released(Permit permit) {
        if (permit.level() > 0) {
            this.heldBeyondFirstLevel--;
        }
        switch (permit.reason()) {
            case OVERTAKING -> this.debt += permit.used() / (PARTS - 1);
            case OWED -> this.debt -= permit.used();
            case IN_ORDER -> {
                if (permit.level() > 0) {
                    // what they get when nobody is before them settles a debt, too, but
                    // is no advance
                    this.debt = Math.min(this.debt, Math.max(0, this.debt - permit.used()));
                }
            }
        }
    }

    @Override
    public boolean ends(Permit held, List<Permit> line) {
        if (held.used() == 0) {
            // whoever was let in has a go, or the line would go round without any work
            return false;
        }
        // having come to a higher level it counts as another kind of holder from now on
        return held.account().level() > held.level() || held.used() >= this.quantum
                || line.stream().anyMatch((permit) -> permit.account().level() < held.level());
    }

}
