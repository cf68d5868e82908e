package io.parley.speech;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a transcription.
 *
 * @param task words as they were spoken, or in English
 * @param language ISO-639-1 code of the speech, or null to detect it
 * @param prompt words that come before, to guide spelling and style, or null
 * @param temperature 0 for the likeliest text, up to 1 for sampling
 * @param timestamps how finely the text is placed in time
 * @param chunking where sound is cut at silences, or null for the model's own way
 * @param eager whether the text is wanted piece by piece as soon as it can be had, rather
 * than with the most context
 */
public record TranscriptionOptions(Task task, @Nullable String language, @Nullable String prompt, double temperature,
        Timestamps timestamps, @Nullable ChunkingOptions chunking, boolean eager) {

    /** Detected language, no prompt, the likeliest text, no times. */
    public static final TranscriptionOptions DEFAULT = new TranscriptionOptions(Task.TRANSCRIBE, null, null, 0,
            Timestamps.NONE, null, false);

    public TranscriptionOptions {
        if (!(temperature >= 0 && temperature <= 1)) {
            throw new IllegalArgumentException("a temperature is between 0 and 1, not " + temperature);
        }
    }

    /** The same, for another task. */
    public TranscriptionOptions withTask(Task other) {
        return new TranscriptionOptions(other, this.language, this.prompt, this.temperature, this.timestamps,
                this.chunking, this.eager);
    }

    /** The same, for speech in a known language, or null to detect it. */
    public TranscriptionOptions withLanguage(@Nullable String other) {
        return new TranscriptionOptions(this.task, other, this.prompt, this.temperature, this.timestamps, this.chunking,
                this.eager);
    }

    /** The same, after other words, or null for none. */
    public TranscriptionOptions withPrompt(@Nullable String other) {
        return new TranscriptionOptions(this.task, this.language, other, this.temperature, this.timestamps,
                this.chunking, this.eager);
    }

    /** The same, at another temperature. */
    public TranscriptionOptions withTemperature(double other) {
        return new TranscriptionOptions(this.task, this.language, this.prompt, other, this.timestamps, this.chunking,
                this.eager);
    }

    /** The same, with other times. */
    public TranscriptionOptions withTimestamps(Timestamps other) {
        return new TranscriptionOptions(this.task, this.language, this.prompt, this.temperature, other, this.chunking,
                this.eager);
    }

    /** The same, cut at silences in another way, or null for the model's. */
    public TranscriptionOptions withChunking(@Nullable ChunkingOptions other) {
        return new TranscriptionOptions(this.task, this.language, this.prompt, this.temperature, this.timestamps, other,
                this.eager);
    }

    /** The same, with the text piece by piece as soon as it can be had, or not. */
    public TranscriptionOptions withEager(boolean other) {
        return new TranscriptionOptions(this.task, this.language, this.prompt, this.temperature, this.timestamps,
                this.chunking, other);
    }

    /** In which language the words come out. */
    public enum Task {

        /** As they were spoken. */
        TRANSCRIBE,

        /** In English. */
        TRANSLATE

    }

    /** How finely a text is placed in time; each kind includes the ones before. */
    public enum Timestamps {

        /** Segments may be as long as the model's windows. */
        NONE,

        /** Each segment, about a sentence, has a start and an end. */
        SEGMENTS,

        /** Each word has a start and an end. */
        WORDS

    }

}
