package io.parley.whisper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import io.parley.speech.SpeechException;
import io.parley.text.Tokenizer;

/**
 * The control tokens of a Whisper checkpoint.
 */
final class WhisperVocabulary {

    /**
     * The smallest vocabulary that has language tokens; English-only models have one
     * less.
     */
    private static final int MULTILINGUAL_SIZE = 51_865;

    private final int endOfText;

    private final int startOfTranscript;

    private final int startOfPrevious;

    private final int transcribe;

    private final int noTimestamps;

    private final Map<String, Integer> languages = new LinkedHashMap<>();

    WhisperVocabulary(Tokenizer tokenizer, WhisperConfig config, int size) {
        this.endOfText = tokenizer.id("<|endoftext|>");
        this.startOfTranscript = tokenizer.id("<|startoftranscript|>");
        this.startOfPrevious = tokenizer.id("<|startofprev|>");
        this.transcribe = tokenizer.id("<|transcribe|>");
        this.noTimestamps = tokenizer.id("<|notimestamps|>");
        if (size >= MULTILINGUAL_SIZE) {
            for (int id : config.languages()) {
                String token = tokenizer.token(id);
                this.languages.put(token.substring("<|".length(), token.length() - "|>".length()), id);
            }
        }
    }

    /** Ends a text; every id below is text, every id above is control. */
    int endOfText() {
        return this.endOfText;
    }

    int startOfTranscript() {
        return this.startOfTranscript;
    }

    /** Comes before the words that went before. */
    int startOfPrevious() {
        return this.startOfPrevious;
    }

    boolean multilingual() {
        return !this.languages.isEmpty();
    }

    /** ISO-639-1 codes by language token. */
    Map<String, Integer> languages() {
        return this.languages;
    }

    OptionalInt language(String code) {
        Integer id = this.languages.get(code);
        return (id != null) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    /**
     * Checks a caller's choice of language.
     * @return the code as the model knows it, or null if it is to be detected
     * @throws SpeechException.Unsupported if the model does not know it
     */
    @Nullable String checked(@Nullable String language) {
        if (!multilingual()) {
            if (language == null || language.equals("en")) {
                return "en";
            }
            throw new SpeechException.Unsupported("language",
                    "This model knows English only, not '%s'.".formatted(language));
        }
        if (language != null && language(language).isEmpty()) {
            throw new SpeechException.Unsupported("language",
                    "This model does not know the language '%s'; give an ISO-639-1 code such as 'en'."
                        .formatted(language));
        }
        return language;
    }

    /** The tokens that ask for a transcript without times in a language. */
    List<Integer> transcribeIn(String language) {
        if (!multilingual()) {
            return List.of(this.startOfTranscript, this.noTimestamps);
        }
        return List.of(this.startOfTranscript, language(language).orElseThrow(), this.transcribe, this.noTimestamps);
    }

}
