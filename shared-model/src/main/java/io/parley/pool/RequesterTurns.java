package io.parley.pool;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.concurrent.Requester;

/** When requesters were served last. Not thread-safe. */
final class RequesterTurns {

    /**
     * Of more than so many requesters those who were served longest ago are forgotten.
     */
    private static final int MOST = 1024;

    private final Map<Requester, Long> lastServed = new LinkedHashMap<>();

    private long count;

    void served(Requester requester) {
        this.lastServed.remove(requester);
        this.lastServed.put(requester, ++this.count);
        if (this.lastServed.size() > MOST) {
            this.lastServed.remove(this.lastServed.keySet().iterator().next());
        }
    }

    /** Whose requester was never served first, then whose was served longest ago. */
    Comparator<Permit> longestAgo() {
        return Comparator.comparingLong((permit) -> this.lastServed.getOrDefault(permit.requester(), 0L));
    }

}
