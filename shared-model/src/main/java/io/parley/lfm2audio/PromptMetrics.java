package io.parley.lfm2audio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How much of the prompts of one model had been computed before. */
final class PromptMetrics {

    private final Counter reused;

    private final Counter computed;

    PromptMetrics(MeterRegistry meters, String model) {
        this.reused = counter(meters, model, "reused");
        this.computed = counter(meters, model, "computed");
    }

    private static Counter counter(MeterRegistry meters, String model, String origin) {
        return Counter.builder("parley.prompt.positions")
            .description("Positions of prompts, by whether the cache of prefixes had them")
            .tag("model", model)
            .tag("origin", origin)
            .register(meters);
    }

    void prompt(int reusedPositions, int computedPositions) {
        this.reused.increment(reusedPositions);
        this.computed.increment(computedPositions);
    }

}
