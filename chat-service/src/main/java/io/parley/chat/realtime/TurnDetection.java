package io.parley.chat.realtime;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How turns of the caller's are told apart.
 *
 * @param type "server_vad" or "semantic_vad"
 * @param threshold probability from which on a frame counts as speech
 * @param prefixPadding how much sound before speech belongs to it
 * @param silence how long it has to be silent before a turn is over
 * @param createResponse whether a turn is answered by itself
 * @param interruptResponse whether a turn that begins ends an answer
 * @param idleTimeout after so long a silence after an answer the model speaks again; null
 * for never
 * @param eagerness of "semantic_vad", which waits by silence alone here
 */
record TurnDetection(String type, double threshold, Duration prefixPadding, Duration silence, boolean createResponse,
        boolean interruptResponse, @Nullable Duration idleTimeout, @Nullable String eagerness) {

    /** OpenAI's defaults. */
    static final TurnDetection DEFAULT = new TurnDetection("server_vad", 0.5, Duration.ofMillis(300),
            Duration.ofMillis(500), true, true, null, null);

    /** How long before the end of the silence that ends a turn work on it begins. */
    private static final Duration LEAD = Duration.ofMillis(400);

    /**
     * How long it has to be silent before a turn is likely over: a part of
     * {@link #silence}.
     */
    Duration pause() {
        Duration most = this.silence.multipliedBy(4).dividedBy(5);
        return this.silence.minus((LEAD.compareTo(most) < 0) ? LEAD : most);
    }

}
