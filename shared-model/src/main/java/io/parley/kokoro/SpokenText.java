package io.parley.kokoro;

import java.util.ArrayList;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.speech.PcmSink;
import io.parley.speech.Synthesis;
import io.parley.text.phonemes.SpeechChunk;

/** One text as it is spoken, and what that takes. For one request. */
final class SpokenText {

    private final KokoroModel model;

    private final StyleTable style;

    private final Tempo tempo;

    private final SpokenPieces pieces;

    private final Runnable onFirstSound;

    private int symbols;

    private int frames;

    private long nanos;

    /**
     * Begins.
     * @param onFirstSound run once, when the first piece is there
     */
    SpokenText(KokoroModel model, StyleTable style, double speed, PcmSink sink, Runnable onFirstSound) {
        this.model = model;
        this.style = style;
        this.tempo = new Tempo(speed);
        this.pieces = new SpokenPieces(speed, sink);
        this.onFirstSound = onFirstSound;
    }

    /** Says a piece; returns when the sink has it. */
    void say(SpeechChunk piece, Cancellation cancellation) {
        int[] ids = piece.ids();
        if (ids.length == 0) {
            return;
        }
        long start = System.nanoTime();
        long taken = this.pieces.nanos();
        List<float[]> parts = new ArrayList<>();
        this.model.speak(ids, this.style, this.tempo.model(), (sound) -> {
            if (this.tempo.isStretched()) {
                parts.add(sound);
            }
            else {
                heard(sound);
            }
        }, cancellation);
        if (!parts.isEmpty()) {
            heard(this.tempo.stretch(joined(parts)));
        }
        this.symbols += ids.length;
        this.nanos += System.nanoTime() - start - (this.pieces.nanos() - taken);
        cancellation.check();
        this.pieces.endPiece(Pause.behind(piece));
    }

    private void heard(float[] sound) {
        if (this.frames == 0) {
            this.onFirstSound.run();
        }
        this.frames += sound.length / KokoroModel.FRAME;
        this.pieces.add(sound);
    }

    private static float[] joined(List<float[]> parts) {
        float[] joined = new float[parts.stream().mapToInt((part) -> part.length).sum()];
        int length = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, length, part.length);
            length += part.length;
        }
        return joined;
    }

    /** Lets the last piece end in silence. */
    void end() {
        this.pieces.end();
    }

    /** How long the model took. */
    long nanos() {
        return this.nanos;
    }

    /** How it went: the model reads symbols and makes frames of 25 ms. */
    Synthesis result() {
        return new Synthesis(this.pieces.duration(), false, new Synthesis.TokenUsage(this.symbols, this.frames));
    }

}
