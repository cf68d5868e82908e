package io.parley.kokoro;

import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.parley.audio.Pcm;
import io.parley.speech.PcmSink;

/**
 * Joins the pieces of a text, each of which comes in one part or more, to one sound: of
 * the silence around a piece only a margin stays, faded to zero, and between two of them
 * there is the pause that belongs there. For one request.
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

    private boolean withinPiece;

    /** Silence that ends what there is of the piece: sent if the piece goes on. */
    private float[] held = new float[0];

    /** Silence behind speech that has been sent. */
    private int margin;

    private long samples;

    SpokenPieces(double speed, PcmSink sink) {
        this.speed = speed;
        this.sink = sink;
    }

    /**
     * Adds a part of a piece; returns when the sink has it. Of its last silence only the
     * margin is sent yet.
     */
    void add(float[] part) {
        SpeechBounds speech = SpeechBounds.of(part);
        if (speech.isEmpty()) {
            if (this.withinPiece) {
                this.held = joined(this.held, part);
            }
            return;
        }
        int end = Math.min(part.length, speech.end() + MARGIN);
        if (this.withinPiece) {
            send(joined(this.held, Arrays.copyOf(part, end)));
        }
        else {
            send(first(part, speech, end));
        }
        this.withinPiece = true;
        this.margin = end - speech.end();
        this.held = Arrays.copyOfRange(part, end, part.length);
    }

    /** A piece's beginning, behind the pause that is due. */
    private float[] first(float[] part, SpeechBounds speech, int end) {
        int start = Math.max(0, speech.start() - MARGIN);
        int silence = 0;
        if (this.pause != null) {
            silence = Math.max(0, this.pause.samples(this.speed) - this.margin - (speech.start() - start));
        }
        float[] piece = new float[silence + end - start];
        System.arraycopy(part, start, piece, silence, end - start);
        fade(piece, silence, 1, speech.start() - start);
        return piece;
    }

    /**
     * Ends a piece.
     * @param behind what follows
     */
    void endPiece(Pause behind) {
        if (this.withinPiece) {
            // the margin has been sent as it was: this leads it to zero
            float[] rest = Arrays.copyOf(this.held, Math.min(this.held.length, SpeechBounds.WINDOW));
            fade(rest, rest.length - 1, -1, rest.length);
            if (rest.length > 0) {
                send(rest);
            }
            this.margin += rest.length;
            this.pause = behind;
        }
        this.withinPiece = false;
        this.held = new float[0];
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

    private static float[] joined(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
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
