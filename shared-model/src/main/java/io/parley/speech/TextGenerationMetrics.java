package io.parley.speech;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What operators see of one model's written answers, tagged with its id. Thread-safe.
 */
public final class TextGenerationMetrics {

    private final Timer firstText;

    private final Timer run;

    private final Counter promptTokens;

    private final Counter completionTokens;

    /**
     * Registers the metrics.
     * @param model a model's id
     */
    public TextGenerationMetrics(MeterRegistry meters, String model) {
        this.firstText = Timer.builder("parley.text.first")
            .description("From a request for an answer to its first text, waiting included")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.run = Timer.builder("parley.text.run")
            .description("Writing one answer, waiting for the model excluded")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.promptTokens = Counter.builder("parley.text.prompt.tokens")
            .description("Tokens of the conversations that were answered")
            .tag("model", model)
            .register(meters);
        this.completionTokens = Counter.builder("parley.text.completion.tokens")
            .description("Tokens of the answers")
            .tag("model", model)
            .register(meters);
    }

    /** Counts the first text of an answer. */
    public void firstText(Duration sinceRequest) {
        this.firstText.record(sinceRequest);
    }

    /**
     * Counts an answer, unless it fails.
     * @param work answers, with the model at hand
     */
    public TextReply record(Supplier<TextReply> work) {
        long start = System.nanoTime();
        TextReply reply = work.get();
        this.run.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        this.promptTokens.increment(reply.promptTokens());
        this.completionTokens.increment(reply.completionTokens());
        return reply;
    }

}
