package io.parley.live;

import java.time.Duration;

/**
 * How sound that is still being spoken is transcribed.
 *
 * @param step how much new sound there has to be before it is looked at again
 * @param pause how long nobody speaks before what was said counts as complete
 * @param context how much sound may be transcribed again before it is cut at the end of a
 * sentence; it helps the model with what follows
 * @param longestTail how much sound is transcribed again at most; then it is cut where it
 * is quietest
 * @param longestBacklog how much sound may wait for the model
 */
public record LiveSettings(Duration step, Duration pause, Duration context, Duration longestTail,
        Duration longestBacklog) {

    /** 0.7 s, 0.8 s, 10 s, 25 s and 30 s. */
    public static final LiveSettings DEFAULT = new LiveSettings(Duration.ofMillis(700), Duration.ofMillis(800),
            Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(30));

    public LiveSettings {
        if (!step.isPositive() || !pause.isPositive() || !context.isPositive() || !longestBacklog.isPositive()) {
            throw new IllegalArgumentException("durations are positive");
        }
        if (longestTail.compareTo(context) <= 0) {
            throw new IllegalArgumentException("the longest tail is longer than the context");
        }
    }

}
