package io.parley.whisper.decoding;

import io.parley.concurrent.Cancellation;

/**
 * Looks for the text of a window.
 */
interface Search {

    /**
     * Searches.
     * @param state has heard the window and holds the prompt
     * @param first scores after the prompt; not changed
     * @param rule what must not be said
     * @param guard ends what runs away
     */
    SearchResult run(DecoderState state, float[] first, TokenRule rule, RunawayGuard guard, Cancellation cancellation);

}
