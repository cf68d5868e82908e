package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;

/**
 * A generation whose steps take the times that a test says, on a clock that only they
 * move, and somebody who listens.
 */
final class SimulatedPlayback {

    private static final long MILLION = 1_000_000;

    private final Costs costs;

    private final SplittableRandom random = new SplittableRandom(7);

    private final PacedSound sound;

    private long now;

    private int frames;

    /** Frames of each run of the codec. */
    final List<Integer> runs = new ArrayList<>();

    /**
     * The codes that were heard, as many times as a frame has samples, without repeats.
     */
    final List<Integer> heard = new ArrayList<>();

    /** Silences after the first sound, in milliseconds. */
    final List<Long> gaps = new ArrayList<>();

    /** Frames that had been generated when the first sound came. */
    int framesBeforeSound;

    private long heardUntil;

    SimulatedPlayback(PlaybackSchedule schedule, Costs costs, GenerationPace known) {
        this.costs = costs;
        this.sound = new PacedSound(new SimulatedCodec(), schedule, new AtomicReference<>(known), () -> this.now,
                this::hear, Cancellation.never());
    }

    void text(int tokens) {
        for (int i = 0; i < tokens; i++) {
            step(this.costs.text);
            this.sound.accept(new GeneratedItem.TextToken(300, 0));
        }
    }

    void audio(int count) {
        for (int i = 0; i < count; i++) {
            step(this.costs.frame);
            this.frames++;
            this.sound.accept(new GeneratedItem.AudioFrame(new int[] { this.frames, 0, 0, 0, 0, 0, 0, 0 }));
        }
    }

    void finish() {
        this.sound.finish();
    }

    int frames() {
        return this.frames;
    }

    private void step(double millis) {
        this.now += Math.round(MILLION * millis * (1 + this.costs.jitter * this.random.nextDouble(-1, 1)));
    }

    private void hear(Pcm pcm) {
        if (this.heardUntil == 0) {
            this.framesBeforeSound = this.frames;
        }
        else if (this.now > this.heardUntil) {
            this.gaps.add((this.now - this.heardUntil) / MILLION);
        }
        this.heardUntil = Math.max(this.now, this.heardUntil)
                + pcm.samples().length * 80 * MILLION / AudioCodecDecoder.FRAME_SAMPLES;
        for (int i = 0; i < pcm.samples().length; i += AudioCodecDecoder.FRAME_SAMPLES) {
            this.heard.add((int) pcm.samples()[i]);
        }
    }

    /**
     * What steps cost, in milliseconds.
     *
     * @param text a token
     * @param frame a frame without its decoding
     * @param run of the codec, beside its frames
     * @param decoding each frame of a run
     * @param jitter by which share steps vary
     */
    record Costs(double text, double frame, double run, double decoding, double jitter) {
    }

    /** Sound of a frame is its first code. */
    private final class SimulatedCodec implements AudioCodecDecoder {

        @Override
        public float[] decode(int[][] frames, Cancellation cancellation) {
            step(SimulatedPlayback.this.costs.run + frames.length * SimulatedPlayback.this.costs.decoding);
            SimulatedPlayback.this.runs.add(frames.length);
            float[] samples = new float[frames.length * FRAME_SAMPLES];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = frames[i / FRAME_SAMPLES][0];
            }
            return samples;
        }

        @Override
        public float[] flush() {
            return new float[0];
        }

        @Override
        public void reset() {
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {
        }

    }

}
