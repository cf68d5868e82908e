package io.parley.pool;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Everybody waits for those who came before, however long they take. */
final class FirstComeFirstServed implements Discipline {

    @Override
    public @Nullable Permit next(List<Permit> line) {
        return line.isEmpty() ? null : line.getFirst();
    }

    @Override
    public void released(Permit permit) {
        // the order does not depend on it
    }

    @Override
    public boolean ends(Permit held, List<Permit> line) {
        return false;
    }

}
