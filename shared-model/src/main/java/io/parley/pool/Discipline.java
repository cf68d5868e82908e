package io.parley.pool;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * In which order a line of requests is served. Asked and told under the lock of the
 * {@link Permits} that it serves.
 */
interface Discipline {

    /**
     * Grants a free permit to somebody who waits for one.
     * @param line those who wait, in the order of their arrival
     * @return one of them; null if the permit is to stay free for now
     */
    @Nullable Permit next(List<Permit> line);

    /** Notes that a permit came back. */
    void released(Permit permit);

    /**
     * Whether a holder who could as well wait is to go back into the line.
     * @param line those who wait
     */
    boolean ends(Permit held, List<Permit> line);

}
