package io.parley.kokoro;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.parley.audio.Pcm;
import io.parley.speech.PcmSink;

/**
 * Joins the pieces of a text to one sound: of the silence around each only a margin
 * stays, faded to zero, and between two of them there is the pause that belongs there.
 * For one request.
 */
final class SpokenPieces {

    /** Kept on either side of speech, or less if there is less: 30 ms. */
    private static final int MARGIN = 6 * SpeechBounds.WINDOW;

    /** Kept behind the last piece: 250 ms. Some players cut the end off. */
    private static final int TAIL = 50 * SpeechBounds.WINDOW;

    private final PcmSink sink;

    private final double speed;

    /** Behind the piece that was said last; null before the first. */
    private @Nullable Pause pause;

    private int margin;

    private long samples;

    SpokenPieces(double speed, PcmSink sink) {
        this.speed = speed;
        this.sink = sink;
    }

    /**
     * Adds a piece; returns when the sink has it.
     * @param sound as the model made it
     * @param behind what follows
     */
    void add(float[] sound, Pause behind) {
        SpeechBounds speech = SpeechBounds.of(sound);
        if (speech.isEmpty()) {
            return;
        }
        int start = Math.max(0, speech.start() - MARGIN);
        int end = Math.min(sound.length, speech.end() + MARGIN);
        int silence = 0;
        if (this.pause != null) {
            silence = Math.max(0, this.pause.samples(this.speed) - this.margin - (speech.start() - start));
        }
        float[] piece = new float[silence + end - start];
        System.arraycopy(sound, start, piece, silence, end - start);
        fade(piece, silence, 1, speech.start() - start);
        fade(piece, piece.length - 1, -1, end - speech.end());
        this.pause = behind;
        this.margin = end - speech.end();
        send(piece);
    }

    /** Lets the last piece end in silence. */
    void end() {
        if (this.pause != null) {
            send(new float[Math.max(1, TAIL - this.margin)]);
        }
    }

    private void send(float[] piece) {
        this.samples += piece.length;
        this.sink.accept(new Pcm(piece, KokoroModel.SAMPLE_RATE));
    }

    /** Raises a sound from zero over its margin, at most 5 ms. */
    private static void fade(float[] samples, int from, int step, int margin) {
        int length = Math.min(margin, SpeechBounds.WINDOW);
        for (int i = 0; i < length; i++) {
            samples[from + i * step] *= (float) i / length;
        }
    }

    /** How long all that was sent lasts. */
    Duration duration() {
        return Duration.ofNanos(this.samples * 1_000_000_000 / KokoroModel.SAMPLE_RATE);
    }

}
