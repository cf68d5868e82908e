package io.parley.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who gets all permits and who gets one of them. Two who have a processor each do more
 * than one after the other on both, whose threads meet at every operator; one who is
 * alone is done sooner on both. Asked and told under the lock of the {@link Permits} that
 * it serves.
 */
final class Sharing {

    /**
     * So long after its last permit a request that has not ended counts as working still,
     * in ns: between two runs there is work, too.
     */
    private static final long RECENT = Duration.ofMillis(50).toNanos();

    /** How long nothing is shared after memory was short, in ns. */
    private static final long PAUSE = Duration.ofSeconds(30).toNanos();

    private final int total;

    private final boolean sideBySide;

    /** Those that are held by whoever may share. */
    private final List<Permit> held = new ArrayList<>();

    /** When sharing was last found not to be possible, in ns; null for never. */
    private @Nullable Long paused;

    private @Nullable Release last;

    /** The last one of another account than that of the last. */
    private @Nullable Release lastOfAnother;

    /**
     * Makes a rule.
     * @param total how many permits there are
     * @param sideBySide whether any are shared; else all go to one at a time
     */
    Sharing(int total, boolean sideBySide) {
        this.total = total;
        this.sideBySide = sideBySide;
    }

    /**
     * How many permits somebody is to have.
     * @param permit held, or waiting in the line
     */
    int width(Permit permit, List<Permit> line) {
        return switch (permit.demand()) {
            case ONE -> 1;
            case ALL -> this.total;
            case ALL_OR_ONE, ALL_OR_ONE_FOR_LONG -> isCrowded(permit, line) ? 1 : this.total;
        };
    }

    /**
     * Whether so many share that one each keeps more than half of the processors busy.
     */
    private boolean isCrowded(Permit permit, List<Permit> line) {
        if (!isPossible()) {
            return false;
        }
        long others = this.held.stream().filter((other) -> other != permit).count()
                + line.stream().filter((other) -> other != permit && other.demand().shares()).count();
        if (others == 0 && anotherWasHere(permit.account())) {
            others = 1;
        }
        return 2 * (others + 1) > this.total;
    }

    private boolean isPossible() {
        return this.sideBySide && (this.paused == null || System.nanoTime() - this.paused >= PAUSE);
    }

    /** Whether somebody who shares holds any. */
    boolean isShared() {
        return !this.held.isEmpty() && isPossible();
    }

    private boolean anotherWasHere(WorkAccount account) {
        Release other = (this.last != null && this.last.account() == account) ? this.lastOfAnother : this.last;
        return other != null && !other.account().isClosed() && System.nanoTime() - other.nanos() < RECENT;
    }

    /** Has everybody take turns for a while. */
    void pause() {
        this.paused = System.nanoTime();
    }

    void granted(Permit permit) {
        if (permit.demand().shares()) {
            this.held.add(permit);
        }
    }

    void released(Permit permit) {
        if (this.held.remove(permit)) {
            if (this.last != null && this.last.account() != permit.account()) {
                this.lastOfAnother = this.last;
            }
            this.last = new Release(permit.account(), System.nanoTime());
        }
    }

    private record Release(WorkAccount account, long nanos) {
    }

}
