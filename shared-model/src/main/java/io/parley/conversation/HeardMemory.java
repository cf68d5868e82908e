package io.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what was heard in sounds, since callers send all of a conversation again at each
 * turn. It takes care of its own size. Thread-safe.
 */
public interface HeardMemory {

    /** What was heard in a sound; null if that is not known, or not any more. */
    @Nullable Heard find(HeardSound sound);

    /** Keeps what was heard in a sound. */
    void keep(HeardSound sound, Heard heard);

}
