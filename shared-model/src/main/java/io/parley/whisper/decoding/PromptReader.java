package io.parley.whisper.decoding;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * Has the decoder read what comes before a window's text, and listens to what it thinks
 * of the sound meanwhile: the language, and whether there is speech at all.
 */
final class PromptReader {

    private final WhisperVocabulary vocabulary;

    private final DecoderState state;

    PromptReader(WhisperVocabulary vocabulary, DecoderState state) {
        this.vocabulary = vocabulary;
        this.state = state;
    }

    Prompted read(WindowRequest request, Cancellation cancellation) {
        @Nullable Language detected = null;
        int[] before = before(request.prompt());
        if (request.language() == null && before.length > 1) {
            // the words before would sway it
            detected = language(start(before(List.of()), cancellation));
        }
        TokenScores start = start(before, cancellation);
        if (request.language() == null && detected == null) {
            detected = language(start);
        }
        double noSpeech = start.probability(this.vocabulary.noSpeech());
        String language = (detected != null) ? detected.code() : String.valueOf(request.language());
        int[] task = this.vocabulary.taskTokens(language, request.task(), request.timestamps());
        float[] scores = (task.length > 0) ? this.state.append(task, cancellation) : start.values();
        return new Prompted(language, (detected != null) ? detected.probability() : null, noSpeech, this.state.length(),
                scores.clone());
    }

    private TokenScores start(int[] tokens, Cancellation cancellation) {
        this.state.rewind(0);
        return new TokenScores(this.state.append(tokens, cancellation));
    }

    private int[] before(List<Integer> prompt) {
        int used = Math.min(prompt.size(), this.state.longestPrompt());
        int[] tokens = new int[(used == 0) ? 1 : used + 2];
        if (used > 0) {
            tokens[0] = this.vocabulary.startOfPrevious();
            for (int i = 0; i < used; i++) {
                tokens[1 + i] = prompt.get(prompt.size() - used + i);
            }
        }
        tokens[tokens.length - 1] = this.vocabulary.startOfTranscript();
        return tokens;
    }

    /** The likeliest language, and how likely it is among the languages. */
    private Language language(TokenScores scores) {
        Map<String, Integer> languages = this.vocabulary.languages();
        @Nullable String likeliest = null;
        float highest = Float.NEGATIVE_INFINITY;
        for (Map.Entry<String, Integer> language : languages.entrySet()) {
            float score = scores.of(language.getValue());
            if (score > highest) {
                highest = score;
                likeliest = language.getKey();
            }
        }
        if (likeliest == null) {
            throw new IllegalStateException("an English-only model detects no language");
        }
        double total = 0;
        for (int id : languages.values()) {
            total += Math.exp(scores.of(id) - highest);
        }
        return new Language(likeliest, 1 / total);
    }

    private record Language(String code, double probability) {
    }

}
