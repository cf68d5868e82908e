package io.parley.speech;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The words of a sound.
 *
 * @param text the words, without space at either end; empty for a sound without speech
 * @param language ISO-639-1 code of the speech, as given or detected
 * @param languageProbability how likely the detected language is, from 0 to 1: 0 where
 * nobody was found to speak, so that the language stands for none; null if it was given
 * or the model knows no other
 * @param duration how much sound was heard
 * @param segments the text in pieces, in order; together they are the text
 * @param usage what it took
 */
public record Transcription(String text, String language, @Nullable Double languageProbability, Duration duration,
        List<TranscriptSegment> segments, TokenUsage usage) {

    public Transcription {
        segments = List.copyOf(segments);
    }

    /**
     * What a transcription took, in the model's own units.
     *
     * @param audio positions of sound that the model heard
     * @param prompt tokens of the caller's prompt
     * @param output tokens of the text
     */
    public record TokenUsage(int audio, int prompt, int output) {

        /** Nothing heard, nothing said. */
        public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

    }

}
