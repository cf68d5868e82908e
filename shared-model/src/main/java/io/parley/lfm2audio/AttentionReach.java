package io.parley.lfm2audio;

/**
 * How many steps a step of a stream sees, itself included.
 */
@FunctionalInterface
interface AttentionReach {

    /**
     * The reach of one step.
     * @param position the step's place in the stream, from 0
     */
    int of(long position);

}
