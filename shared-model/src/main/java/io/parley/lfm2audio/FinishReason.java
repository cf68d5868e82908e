package io.parley.lfm2audio;

/**
 * Why a generation ended.
 */
public enum FinishReason {

    /** The model ended its turn. */
    END_OF_TURN,
    /** As many items came as were asked for. */
    MAX_ITEMS,
    /** The model's context is full. */
    CONTEXT_FULL

}
