package io.parley.whisper.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.text.Tokenizer;

/**
 * The control tokens of a Whisper checkpoint. Ids below the end of text are text, those
 * above it control, and the last ones of them times.
 */
public final class WhisperVocabulary {

    /** Times go up in steps of this many milliseconds, from the window's beginning. */
    public static final int TIME_STEP = 20;

    /**
     * The smallest vocabulary that has language tokens; English-only models have one
     * less.
     */
    private static final int MULTILINGUAL_SIZE = 51_865;

    private final int size;

    private final int endOfText;

    private final int startOfTranscript;

    private final int startOfPrevious;

    private final int translate;

    private final int transcribe;

    private final int noSpeech;

    private final int noTimestamps;

    private final Map<String, Integer> languages = new LinkedHashMap<>();

    /**
     * Looks the tokens up.
     * @param languages ids of the language tokens
     * @param size how many tokens there are in all
     */
    public WhisperVocabulary(Tokenizer tokenizer, List<Integer> languages, int size) {
        this.size = size;
        this.endOfText = tokenizer.id("<|endoftext|>");
        this.startOfTranscript = tokenizer.id("<|startoftranscript|>");
        this.startOfPrevious = tokenizer.id("<|startofprev|>");
        this.translate = tokenizer.id("<|translate|>");
        this.transcribe = tokenizer.id("<|transcribe|>");
        this.noTimestamps = tokenizer.id("<|notimestamps|>");
        // tokenizers differ in its name, not in its place
        this.noSpeech = this.noTimestamps - 1;
        if (size >= MULTILINGUAL_SIZE) {
            for (int id : languages) {
                String token = tokenizer.token(id);
                this.languages.put(token.substring("<|".length(), token.length() - "|>".length()), id);
            }
        }
    }

    /** How many tokens there are in all. */
    int size() {
        return this.size;
    }

    /** Ends a text. */
    public int endOfText() {
        return this.endOfText;
    }

    int startOfTranscript() {
        return this.startOfTranscript;
    }

    /** Comes before the words that went before. */
    int startOfPrevious() {
        return this.startOfPrevious;
    }

    /** Says, as the first token of a transcript, that nobody speaks. */
    int noSpeech() {
        return this.noSpeech;
    }

    /** The time 0; the others follow it. */
    public int firstTime() {
        return this.noTimestamps + 1;
    }

    /** Whether the model knows other languages than English, and can translate. */
    public boolean multilingual() {
        return !this.languages.isEmpty();
    }

    /** ISO-639-1 codes with their tokens. */
    Map<String, Integer> languages() {
        return this.languages;
    }

    /**
     * Checks a caller's choice of language.
     * @return the code as the model knows it, or null if it is to be detected
     * @throws SpeechException.Unsupported if the model does not know it
     */
    public @Nullable String checked(@Nullable String language) {
        if (!multilingual()) {
            if (language == null || language.equals("en")) {
                return "en";
            }
            throw new SpeechException.Unsupported("language",
                    "This model knows English only, not '%s'.".formatted(language));
        }
        if (language != null && !this.languages.containsKey(language)) {
            throw new SpeechException.Unsupported("language",
                    "This model does not know the language '%s'; give an ISO-639-1 code such as 'en'."
                        .formatted(language));
        }
        return language;
    }

    /**
     * Checks a caller's choice of task.
     * @throws SpeechException.Unsupported if the model cannot do it
     */
    public void check(Task task) {
        if (task == Task.TRANSLATE && !multilingual()) {
            throw new SpeechException.Unsupported("model",
                    "This model knows English only and does not translate; use a multilingual one.");
        }
    }

    /** The tokens that ask for a text without times, from the first. */
    public List<Integer> startWithoutTimes(String language, Task task) {
        List<Integer> tokens = new ArrayList<>(List.of(this.startOfTranscript));
        for (int token : taskTokens(language, task, false)) {
            tokens.add(token);
        }
        return tokens;
    }

    /** The tokens between the start of a transcript and its text. */
    int[] taskTokens(String language, Task task, boolean timestamps) {
        int[] tokens = new int[3];
        int count = 0;
        if (multilingual()) {
            Integer id = this.languages.get(language);
            if (id == null) {
                throw new IllegalArgumentException("unknown language " + language);
            }
            tokens[count++] = id;
            tokens[count++] = (task == Task.TRANSLATE) ? this.translate : this.transcribe;
        }
        if (!timestamps) {
            tokens[count++] = this.noTimestamps;
        }
        return Arrays.copyOf(tokens, count);
    }

}
