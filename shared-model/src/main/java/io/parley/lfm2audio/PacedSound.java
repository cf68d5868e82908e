package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;

/**
 * The sound of one stream of generated frames, decoded behind the generation: between its
 * steps, when the {@link PlaybackSchedule} says so, in runs of as many frames as wait.
 * Not thread-safe.
 */
final class PacedSound implements AutoCloseable {

    private final AudioCodecDecoder decoder;

    private final PlaybackSchedule schedule;

    private final AtomicReference<GenerationPace> pace;

    private final LongSupplier clock;

    private final Consumer<Pcm> sink;

    private final Cancellation cancellation;

    private final List<int[]> waiting = new ArrayList<>();

    /** Whether the time of the next step can be told: there was one before it. */
    private boolean stepping;

    private long lastStep;

    private boolean playing;

    /** When the listener has heard all that was sent. */
    private long heardUntil;

    /**
     * A stream of sound.
     * @param decoder at the beginning of a stream, closed with this
     * @param pace what is known of the model's, kept up to date
     * @param clock in nanoseconds
     * @param sink takes the sound
     */
    PacedSound(AudioCodecDecoder decoder, PlaybackSchedule schedule, AtomicReference<GenerationPace> pace,
            LongSupplier clock, Consumer<Pcm> sink, Cancellation cancellation) {
        this.decoder = decoder;
        this.schedule = schedule;
        this.pace = pace;
        this.clock = clock;
        this.sink = sink;
        this.cancellation = cancellation;
    }

    /** Takes what was just generated. */
    void accept(GeneratedItem item) {
        long now = this.clock.getAsLong();
        if (this.stepping) {
            learn(item, now - this.lastStep);
        }
        switch (item) {
            case GeneratedItem.TextToken _ -> sendIfDue(now);
            case GeneratedItem.AudioFrame frame when frame.endOfAudio() -> end();
            case GeneratedItem.AudioFrame frame -> {
                this.waiting.add(frame.codes());
                sendIfDue(now);
            }
        }
        this.stepping = true;
        this.lastStep = this.clock.getAsLong();
    }

    /** The generation is over: sends all that is left. Another one may follow. */
    void finish() {
        end();
        this.stepping = false;
    }

    private void learn(GeneratedItem item, long nanos) {
        this.pace.updateAndGet((known) -> switch (item) {
            case GeneratedItem.TextToken _ -> known.withText(nanos);
            case GeneratedItem.AudioFrame _ -> known.withFrame(nanos);
        });
    }

    private void sendIfDue(long now) {
        if (this.waiting.isEmpty()) {
            return;
        }
        GenerationPace known = this.pace.get();
        boolean due = this.playing ? this.schedule.isDue(this.waiting.size(), this.heardUntil - now, known)
                : this.waiting.size() >= this.schedule.beginning(known);
        if (due) {
            decode();
        }
    }

    private void end() {
        if (!this.waiting.isEmpty()) {
            decode();
        }
        send(this.decoder.flush());
    }

    private void decode() {
        long start = this.clock.getAsLong();
        int count = this.waiting.size();
        float[] samples = this.decoder.decode(this.waiting.toArray(int[][]::new), this.cancellation);
        this.waiting.clear();
        long nanos = this.clock.getAsLong() - start;
        this.pace.updateAndGet((known) -> known.withDecoding(nanos, count));
        send(samples);
    }

    private void send(float[] samples) {
        if (samples.length == 0) {
            return;
        }
        long now = this.clock.getAsLong();
        long from = this.playing ? Math.max(now, this.heardUntil) : now;
        this.playing = true;
        this.heardUntil = from + samples.length * PlaybackSchedule.FRAME / AudioCodecDecoder.FRAME_SAMPLES;
        this.sink.accept(new Pcm(samples, AudioCodecDecoder.SAMPLE_RATE));
    }

    @Override
    public void close() {
        this.decoder.close();
    }

}
