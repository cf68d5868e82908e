package io.parley.pool;

/** How many of the permits there are somebody wants at once. */
enum Demand {

    /** One. */
    ONE,

    /** All. */
    ALL,

    /** All while few want to share them, one beside others when more do. */
    ALL_OR_ONE,

    /**
     * The same, kept over many short pieces of work. Those who want less are let in
     * between two pieces.
     */
    ALL_OR_ONE_FOR_LONG;

    /** Whether others may work beside it. */
    boolean shares() {
        return this == ALL_OR_ONE || this == ALL_OR_ONE_FOR_LONG;
    }

}
