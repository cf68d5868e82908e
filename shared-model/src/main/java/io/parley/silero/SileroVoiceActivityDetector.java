package io.parley.silero;

import java.util.Arrays;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.audio.PcmSource;
import io.parley.catalog.CatalogEntry;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Lease;
import io.parley.pool.ModelPool;
import io.parley.serving.ServedModel;
import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;
import io.parley.speech.activity.SpeechSpans;

/** Tells speech with Silero VAD, from the pool. */
public final class SileroVoiceActivityDetector implements VoiceActivityDetector {

    static final int SAMPLE_RATE = 16_000;

    private final ServedModel<SileroModel> model;

    private final SileroMetrics metrics;

    /**
     * Makes a detector; loads nothing.
     * @param entry the model
     */
    public SileroVoiceActivityDetector(CatalogEntry entry, SileroLoader loader, ModelPool pool, MeterRegistry meters) {
        this.model = new ServedModel<>(pool, loader.spec(entry));
        this.metrics = new SileroMetrics(meters, entry.id());
    }

    @Override
    public String model() {
        return this.model.id();
    }

    @Override
    public void detect(PcmSource audio, VoiceActivityOptions options, Consumer<SpeechSpan> sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != SAMPLE_RATE) {
            throw new IllegalArgumentException("Silero hears at 16000 Hz, not at " + audio.sampleRate());
        }
        this.model.call(cancellation, (loaded) -> {
            try (VoiceActivityStream stream = new CountedStream(loaded, this.metrics, () -> {
            })) {
                detect(stream, audio, new SpeechSpans(options, stream.frameSamples(), sink), cancellation);
            }
            return loaded;
        });
    }

    private static void detect(VoiceActivityStream stream, PcmSource audio, SpeechSpans spans,
            Cancellation cancellation) {
        int frame = stream.frameSamples();
        float[] block = new float[SileroStream.BLOCK * frame];
        float[] probabilities = new float[SileroStream.BLOCK];
        long total = 0;
        for (int filled = fill(block, audio); filled > 0; filled = fill(block, audio)) {
            total += filled;
            int frames = (filled + frame - 1) / frame;
            stream.next(block, 0, frames, probabilities, cancellation);
            for (int i = 0; i < frames; i++) {
                spans.next(probabilities[i]);
            }
        }
        spans.end(total);
    }

    /** Fills a block, silence after the end; returns how much of it is sound. */
    private static int fill(float[] block, PcmSource audio) {
        int filled = 0;
        while (filled < block.length) {
            int count = audio.read(block, filled, block.length - filled);
            if (count < 0) {
                Arrays.fill(block, filled, block.length, 0);
                break;
            }
            filled += count;
        }
        return filled;
    }

    @Override
    public VoiceActivityStream open(Cancellation cancellation) {
        Lease<SileroModel> lease = this.model.lease(cancellation);
        try {
            return new CountedStream(lease.model(), this.metrics, lease::close);
        }
        catch (Throwable ex) {
            lease.close();
            throw ex;
        }
    }

}
