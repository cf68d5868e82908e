package io.parley.llama;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.serving.ServedModel;
import io.parley.speech.ChatMessage;
import io.parley.speech.TextGenerationMetrics;
import io.parley.speech.TextGenerationOptions;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextReply;
import io.parley.speech.TextSink;

/** Answers with a Llama-shaped model of a pool. */
public final class LlamaTextLanguageModel implements TextLanguageModel {

    private final ServedModel<LlamaModel> model;

    private final TextGenerationMetrics metrics;

    /** Loads nothing. */
    LlamaTextLanguageModel(ModelPool pool, ModelSpec<LlamaModel> spec, MeterRegistry meters) {
        this.model = new ServedModel<>(pool, spec);
        this.metrics = new TextGenerationMetrics(meters, spec.id());
    }

    @Override
    public TextReply respond(List<ChatMessage> messages, TextGenerationOptions options, TextSink sink,
            Cancellation cancellation) {
        long start = System.nanoTime();
        AtomicBoolean begun = new AtomicBoolean();
        TextSink timed = (words) -> {
            if (!begun.getAndSet(true)) {
                this.metrics.firstText(Duration.ofNanos(System.nanoTime() - start));
            }
            sink.text(words);
        };
        return this.model.call(cancellation,
                (model) -> this.metrics.record(() -> model.respond(messages, options, timed, cancellation)));
    }

    @Override
    public void read(List<ChatMessage> beginning, Cancellation cancellation) {
        this.model.call(cancellation, (model) -> {
            model.read(beginning, cancellation);
            return model;
        });
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.model.call(cancellation, (model) -> model);
    }

}
