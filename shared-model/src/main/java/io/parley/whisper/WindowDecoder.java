package io.parley.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.concurrent.Cancellation;

/**
 * Turns one window of sound after another into words. Not thread-safe.
 */
final class WindowDecoder {

    private final WhisperModel model;

    private final WhisperVocabulary vocabulary;

    private final DecoderState state;

    private final TokenSampler sampler;

    WindowDecoder(WhisperModel model, DecoderState state, TokenSampler sampler) {
        this.model = model;
        this.vocabulary = model.vocabulary();
        this.state = state;
        this.sampler = sampler;
    }

    private static int frames(WhisperModel model) {
        return 2 * model.dimensions().audioContext();
    }

    /** The longest window: 30 s, in samples. */
    static int windowSamples(WhisperModel model) {
        return frames(model) * LogMelSpectrogram.HOP;
    }

    /** The last tokens of a caller's prompt, as many as the model takes. */
    static List<Integer> prompt(WhisperModel model, @Nullable String prompt) {
        if (prompt == null || prompt.isBlank()) {
            return List.of();
        }
        List<Integer> ids = new ArrayList<>();
        for (int id : model.tokenizer().encode(" " + prompt.strip())) {
            // written-out control tokens are no prompt
            if (id < model.vocabulary().endOfText()) {
                ids.add(id);
            }
        }
        int most = model.dimensions().textContext() / 2 - 1;
        return ids.subList(Math.max(0, ids.size() - most), ids.size());
    }

    /** Hears a window; padded with silence to its full length. */
    void hear(float[] samples, Cancellation cancellation) {
        this.state.encode(this.model.spectrogram().compute(samples, 0, samples.length, frames(this.model)),
                cancellation);
    }

    /** The likeliest language of the window just heard, as an ISO-639-1 code. */
    String detectLanguage(Cancellation cancellation) {
        this.state.restart();
        float[] scores = this.state.append(this.vocabulary.startOfTranscript(), cancellation);
        return this.vocabulary.languages()
            .entrySet()
            .stream()
            .max(Comparator.comparingDouble((language) -> scores[language.getValue()]))
            .map(Map.Entry::getKey)
            .orElseThrow();
    }

    /** The words of the window just heard. */
    String decode(String language, List<Integer> prompt, Cancellation cancellation) {
        return this.model.tokenizer().decode(generate(language, prompt, cancellation)).strip();
    }

    private int[] generate(String language, List<Integer> prompt, Cancellation cancellation) {
        List<Integer> start = new ArrayList<>();
        if (!prompt.isEmpty()) {
            start.add(this.vocabulary.startOfPrevious());
            start.addAll(prompt);
        }
        start.addAll(this.vocabulary.transcribeIn(language));
        SuppressedTokens suppressed = this.model.suppressed();
        int most = this.model.dimensions().textContext() / 2;
        int[] text = new int[most];
        int count = 0;
        this.state.restart();
        float[] scores = this.state.append(start, cancellation);
        while (true) {
            suppressed.apply(scores, count == 0);
            int next = this.sampler.next(scores, suppressed.sayable());
            if (next == this.vocabulary.endOfText()) {
                break;
            }
            text[count++] = next;
            if (count == most || this.state.room() == 0) {
                break;
            }
            scores = this.state.append(next, cancellation);
        }
        return Arrays.copyOf(text, count);
    }

}
