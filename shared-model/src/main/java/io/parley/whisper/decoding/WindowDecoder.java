package io.parley.whisper.decoding;

import io.parley.audio.LogMelSpectrogram;
import io.parley.concurrent.Cancellation;

/**
 * Turns one window of sound after another into tokens. Windows do not depend on each
 * other but by the prompts they are given. Not thread-safe.
 */
public final class WindowDecoder {

    /**
     * Silence that is heard after a window that ends early: 4 s, in frames. With 2 s,
     * more texts miss their end and are said twice.
     */
    private static final int MARGIN = 400;

    /** Lengths are multiples of this many frames, so that few shapes are ever seen. */
    private static final int STEP = 50;

    private final DecodingModel model;

    private final DecoderState state;

    private final PromptReader prompts;

    private final TemperatureFallback fallback;

    /**
     * Makes a decoder.
     * @param state what it works on, for as long as it is used
     */
    public WindowDecoder(DecodingModel model, DecoderState state) {
        this.model = model;
        this.state = state;
        this.prompts = new PromptReader(model.vocabulary(), state);
        this.fallback = new TemperatureFallback(model, state);
    }

    /**
     * Decodes a window. What the encoder made of it stays in the state until the next.
     * @param samples 16 kHz mono
     * @param offset first sample of the window
     * @param length its samples, at most 30 s
     */
    public DecodedWindow decode(float[] samples, int offset, int length, WindowRequest request,
            Cancellation cancellation) {
        RunawayGuard guard = new RunawayGuard(this.model.bytes(), this.model.vocabulary().endOfText(),
                (double) length / LogMelSpectrogram.SAMPLE_RATE);
        int enough = Math.ceilDiv(Math.ceilDiv(length, LogMelSpectrogram.HOP) + MARGIN, STEP) * STEP;
        if (this.model.settings().shortWindow() && enough < this.state.longestWindow()) {
            hear(samples, offset, length, enough, cancellation);
            Prompted prompted = this.prompts.read(request, cancellation);
            DecodedText text = this.fallback.first(prompted, request, guard, cancellation);
            if (!text.isEmpty() && !text.doubtful() && text.result().ending() != Ending.FULL
                    && !guard.doubled(text.result().best().tokens())) {
                return decoded(prompted, text, request);
            }
        }
        hear(samples, offset, length, this.state.longestWindow(), cancellation);
        DecodedWindow window = decodeWhole(request, guard, cancellation);
        if (window.ending() == Ending.FULL && !window.timestamps()) {
            // the rest of its sound can only be found by times
            return decodeWhole(request.withTimestamps(), guard, cancellation);
        }
        return window;
    }

    private DecodedWindow decodeWhole(WindowRequest request, RunawayGuard guard, Cancellation cancellation) {
        Prompted prompted = this.prompts.read(request, cancellation);
        DecodedText first = this.fallback.first(prompted, request, guard, cancellation);
        return decoded(prompted, this.fallback.better(first, prompted, request, guard, cancellation), request);
    }

    private void hear(float[] samples, int offset, int length, int frames, Cancellation cancellation) {
        this.state.encode(this.model.spectrogram().compute(samples, offset, length, frames), frames, cancellation);
    }

    private static DecodedWindow decoded(Prompted prompted, DecodedText text, WindowRequest request) {
        Hypothesis best = text.result().best();
        return new DecodedWindow(prompted.language(), prompted.languageProbability(),
                text.silent() ? new int[0] : best.tokens(), text.silent() ? new float[0] : best.logProbabilities(),
                request.timestamps(), text.result().ending(), text.temperature(), text.result().averageLogProbability(),
                text.compressionRatio(), text.noSpeechProbability());
    }

}
