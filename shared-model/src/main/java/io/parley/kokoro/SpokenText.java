package io.parley.kokoro;

import io.parley.audio.TimeStretch;
import io.parley.concurrent.Cancellation;
import io.parley.speech.PcmSink;
import io.parley.speech.Synthesis;
import io.parley.text.phonemes.SpeechChunk;

/** One text as it is spoken, and what that takes. For one request. */
final class SpokenText {

    private final KokoroModel model;

    private final StyleTable style;

    private final double speed;

    private final SpokenPieces pieces;

    private final Runnable onFirstSound;

    private int symbols;

    private long samples;

    /**
     * Begins.
     * @param onFirstSound run once, when the first piece is there
     */
    SpokenText(KokoroModel model, StyleTable style, double speed, PcmSink sink, Runnable onFirstSound) {
        this.model = model;
        this.style = style;
        this.speed = speed;
        this.pieces = new SpokenPieces(speed, sink);
        this.onFirstSound = onFirstSound;
    }

    /**
     * Says a piece; returns when the sink has it.
     * @param giveWay run before each of its windows; others may go first
     */
    void say(SpeechChunk piece, Runnable giveWay, Cancellation cancellation) {
        int[] ids = piece.ids();
        if (ids.length == 0) {
            return;
        }
        // the model says everything at its own pace: faster, it swallows sounds, for none
        // of its symbols can last less than 25 ms
        TimeStretch tempo = new TimeStretch(KokoroModel.SAMPLE_RATE, this.speed);
        this.model.speak(ids, this.style, (sound) -> heard(tempo.add(sound)), giveWay, cancellation);
        heard(tempo.end());
        this.symbols += ids.length;
        cancellation.check();
        this.pieces.endPiece(Pause.behind(piece));
    }

    private void heard(float[] sound) {
        if (sound.length == 0) {
            return;
        }
        if (this.samples == 0) {
            this.onFirstSound.run();
        }
        this.samples += sound.length;
        this.pieces.add(sound);
    }

    /** Lets the last piece end in silence. */
    void end() {
        this.pieces.end();
    }

    /** How it went: the model reads symbols and makes frames of 25 ms. */
    Synthesis result() {
        return new Synthesis(this.pieces.duration(), false,
                new Synthesis.TokenUsage(this.symbols, (int) (this.samples / KokoroModel.FRAME)));
    }

}
