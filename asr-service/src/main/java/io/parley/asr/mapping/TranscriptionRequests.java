package io.parley.asr.mapping;

import java.util.Objects;
import java.util.Set;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.json.TimestampGranularity;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;
import io.parley.web.models.ModelNames;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/**
 * Reads the fields of the forms. Hints that the models here have no use for (keywords,
 * several possible languages, fields nobody knows) are ignored. A field without which the
 * answer would be wrong is refused by its name.
 */
@Component
public final class TranscriptionRequests {

    private final ModelNames<Transcriber> models;

    private final ChunkingStrategies chunkingStrategies;

    TranscriptionRequests(ModelNames<Transcriber> models, ChunkingStrategies chunkingStrategies) {
        this.models = models;
        this.chunkingStrategies = chunkingStrategies;
    }

    /**
     * Reads the text fields of a transcription's form.
     * @param values by name
     * @throws FailureException naming the field that is missing or cannot be met
     * @throws io.parley.speech.SpeechException.UnknownModel if the model is not here
     */
    public TranscriptionRequest transcription(MultiValueMap<String, String> values) {
        FormFields fields = new FormFields(values);
        String model = model(fields);
        Presentation presentation = presentation(fields, Task.TRANSCRIBE);
        boolean streamed = fields.flag("stream");
        if (streamed && presentation.format() != ResponseFormat.JSON && presentation.format() != ResponseFormat.TEXT) {
            throw FailureException.badField("stream",
                    "Only text is streamed: the response format '%s' is written when all of it is known."
                        .formatted(presentation.format()));
        }
        return new TranscriptionRequest(this.models.named(model), options(fields, presentation).withEager(streamed),
                presentation, streamed);
    }

    /**
     * Reads the text fields of a translation's form.
     * @param values by name
     * @throws FailureException naming the field that is missing or cannot be met
     * @throws io.parley.speech.SpeechException.UnknownModel if the model is not here
     */
    public TranscriptionRequest translation(MultiValueMap<String, String> values) {
        FormFields fields = new FormFields(values);
        String model = model(fields);
        Presentation presentation = presentation(fields, Task.TRANSLATE);
        if (fields.flag("stream")) {
            throw FailureException.badField("stream", "Translations are not streamed.");
        }
        if (presentation.logprobs()) {
            throw FailureException.badField("include", "Log-probabilities are given for transcriptions only.");
        }
        if (presentation.granularities().contains(TimestampGranularity.WORD)) {
            throw FailureException.badField("timestamp_granularities",
                    "The words of a translation have no times of their own; its segments do.");
        }
        return new TranscriptionRequest(this.models.named(model), options(fields, presentation), presentation, false);
    }

    private static String model(FormFields fields) {
        String model = fields.text("model");
        if (model == null) {
            throw FailureException.badField("model", "The field 'model' is required.");
        }
        return model;
    }

    private static Presentation presentation(FormFields fields, Task task) {
        for (String speakers : new String[] { "known_speaker_names", "known_speaker_references" }) {
            if (fields.has(speakers)) {
                throw FailureException.badField(speakers, "No model here tells speakers apart.");
            }
        }
        ResponseFormat format = PresentationFields.format(fields);
        Set<TimestampGranularity> granularities = PresentationFields.granularities(fields, format);
        return new Presentation(format, task, granularities, PresentationFields.logprobs(fields, format));
    }

    private TranscriptionOptions options(FormFields fields, Presentation presentation) {
        return TranscriptionOptions.DEFAULT.withTask(presentation.task())
            .withLanguage(Languages.of(fields))
            .withPrompt(fields.text("prompt"))
            .withTemperature(Objects.requireNonNullElse(fields.number("temperature", 0, 1), 0.0))
            .withTimestamps(presentation.timestamps())
            .withChunking(this.chunkingStrategies.of(fields));
    }

}
