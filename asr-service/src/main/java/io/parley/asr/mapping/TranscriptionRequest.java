package io.parley.asr.mapping;

import java.util.Set;

import io.parley.asr.format.Presentation;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;

/**
 * A transcription that can be carried out as asked.
 *
 * @param transcriber of the model that was named
 * @param options for it
 * @param presentation of the answer
 * @param streamed whether the answer is told as it comes to be
 */
public record TranscriptionRequest(Transcriber transcriber, TranscriptionOptions options, Presentation presentation,
        boolean streamed) {

    /** What engines call the option, by its own name or by the form's. */
    private static final Set<String> TIMESTAMPS = Set.of("timestamps", "timestamp_granularities");

    /**
     * Asks the model whether it can do this. Subtitles are made of segments where it
     * cannot place words.
     * @param cancellation ends the wait for the model
     * @return the request to carry out
     * @throws SpeechException.Unsupported naming the form's field that it cannot meet
     */
    public TranscriptionRequest agreed(Cancellation cancellation) {
        try {
            this.transcriber.check(this.options, cancellation);
            return this;
        }
        catch (SpeechException.Unsupported ex) {
            boolean wordsAreSpare = this.presentation.format().isSubtitles()
                    && this.options.timestamps() == Timestamps.WORDS;
            if (wordsAreSpare && TIMESTAMPS.contains(ex.field())) {
                return with(this.options.withTimestamps(Timestamps.SEGMENTS)).agreed(cancellation);
            }
            throw new SpeechException.Unsupported(formField(ex.field()), ex.getMessage());
        }
    }

    private TranscriptionRequest with(TranscriptionOptions others) {
        return new TranscriptionRequest(this.transcriber, others, this.presentation, this.streamed);
    }

    /** The field of the form that an option was read from. */
    private String formField(String option) {
        return switch (option) {
            // the path says it, so that another model is the way out
            case "task" -> "model";
            case "timestamps", "timestamp_granularities" ->
                (this.options.timestamps() == Timestamps.WORDS) ? "timestamp_granularities" : "response_format";
            case "chunking" -> "chunking_strategy";
            default -> option;
        };
    }

}
