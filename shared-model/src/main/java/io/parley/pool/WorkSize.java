package io.parley.pool;

/** What is known of a request's work before it begins. */
public enum WorkSize {

    /** Little, or not known. */
    ORDINARY,

    /**
     * More than a few seconds of computing. Such requests leave the last lease of several
     * to others from the start, and are overtaken by them.
     */
    LONG

}
