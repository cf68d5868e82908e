package io.parley.whisper.decoding;

import java.util.List;

import io.parley.audio.LogMelSpectrogram;
import io.parley.concurrent.Cancellation;

/**
 * Tells which language is spoken, by what the decoder expects after the start of a
 * transcript (Radford et al., "Robust Speech Recognition via Large-Scale Weak
 * Supervision", 2022, section 2.3). Not thread-safe.
 */
public final class LanguageDetector {

    private final DecodingModel model;

    private final DecoderState state;

    /**
     * Makes a detector.
     * @param model a multilingual one
     * @param state what it works on, for as long as it is used
     */
    public LanguageDetector(DecodingModel model, DecoderState state) {
        this.model = model;
        this.state = state;
    }

    /** The languages that a model tells apart, ISO-639-1 codes; none if English only. */
    public static List<String> languages(DecodingModel model) {
        return List.copyOf(model.vocabulary().languages().keySet());
    }

    /**
     * Listens to up to 30 s, which are continued with silence to 30 s.
     * @param samples 16 kHz mono
     * @param length how many of them, at most 480,000
     */
    public Detected detect(float[] samples, int length, Cancellation cancellation) {
        int frames = this.state.longestWindow();
        if (length > frames * LogMelSpectrogram.HOP) {
            throw new IllegalArgumentException("more than a window: " + length);
        }
        this.state.encode(this.model.spectrogram().compute(samples, 0, length, frames), frames, cancellation);
        this.state.rewind(0);
        WhisperVocabulary vocabulary = this.model.vocabulary();
        TokenScores scores = new TokenScores(
                this.state.append(new int[] { vocabulary.startOfTranscript() }, cancellation));
        return new Detected(probabilities(scores, vocabulary), scores.probability(vocabulary.noSpeech()));
    }

    /** Among the languages only. */
    private static double[] probabilities(TokenScores scores, WhisperVocabulary vocabulary) {
        double[] values = vocabulary.languages().values().stream().mapToDouble(scores::of).toArray();
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(values[i] - highest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }

    /**
     * What was heard.
     *
     * @param probabilities of the languages, in their order; they sum to 1
     * @param noSpeechProbability how likely the model finds it that nobody spoke
     */
    public record Detected(double[] probabilities, double noSpeechProbability) {
    }

}
