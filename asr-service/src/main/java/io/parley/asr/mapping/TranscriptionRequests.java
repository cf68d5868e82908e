package io.parley.asr.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import io.parley.speech.TranscriptionOptions;
import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/**
 * Reads the fields of a transcription form. Hints that the models here have no use for
 * (keywords, a chunking strategy, several possible languages, fields nobody knows) are
 * ignored. A field without which the answer would be wrong is refused by its name.
 */
@Component
public final class TranscriptionRequests {

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");

    /** As in JSON; Java itself would take suffixes and hexadecimal digits too. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");

    /** The one model of OpenAI's that takes the stream field and does not heed it. */
    private static final String IGNORES_STREAM = "whisper-1";

    private final ModelNames models;

    TranscriptionRequests(ModelNames models) {
        this.models = models;
    }

    /**
     * Reads a form's text fields.
     * @param values by name
     * @throws FailureException naming the field that is missing or cannot be met
     * @throws io.parley.speech.SpeechException.UnknownModel if the model is not here
     */
    public TranscriptionRequest of(MultiValueMap<String, String> values) {
        FormFields fields = new FormFields(values);
        String model = fields.text("model");
        if (model == null) {
            throw FailureException.badField("model", "The field 'model' is required.");
        }
        ResponseFormat format = ResponseFormat.of(Objects.requireNonNullElse(fields.text("response_format"), "json"));
        refuseWhatWouldBeWrong(fields, model);
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withLanguage(language(fields))
            .withPrompt(fields.text("prompt"))
            .withTemperature(temperature(fields.text("temperature")));
        return new TranscriptionRequest(this.models.transcriber(model), options, format);
    }

    private static void refuseWhatWouldBeWrong(FormFields fields, String model) {
        if (isStreamed(fields.text("stream")) && !IGNORES_STREAM.equals(model)) {
            throw FailureException.badField("stream",
                    "Streaming is not offered by this server yet; leave 'stream' out or false.");
        }
        refuse(fields, "include", "Log probabilities are not offered by this server yet.");
        refuse(fields, "timestamp_granularities",
                "Timestamps need the response format 'verbose_json', which is not offered by this server yet.");
        refuse(fields, "known_speaker_names", "No model here tells speakers apart.");
        refuse(fields, "known_speaker_references", "No model here tells speakers apart.");
    }

    private static void refuse(FormFields fields, String name, String why) {
        if (fields.has(name)) {
            throw FailureException.badField(name, why);
        }
    }

    private static boolean isStreamed(@Nullable String stream) {
        return switch ((stream != null) ? stream.toLowerCase(Locale.ROOT) : "false") {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw FailureException.badField("stream", "The field 'stream' is either true or false.");
        };
    }

    private static @Nullable String language(FormFields fields) {
        String language = fields.text("language");
        List<String> candidates = fields.list("languages").stream().map(code -> code(code, "languages")).toList();
        if (language != null) {
            return code(language, "language");
        }
        return (candidates.size() == 1) ? candidates.getFirst() : null;
    }

    private static String code(String language, String field) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw FailureException.badField(field,
                    "A language is given as its ISO-639-1 code, as in 'en': '%s' is none."
                        .formatted(FormFields.shown(language)));
        }
        return language.toLowerCase(Locale.ROOT);
    }

    private static double temperature(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        if (DECIMAL.matcher(value).matches()) {
            double temperature = Double.parseDouble(value);
            if (temperature >= 0 && temperature <= 1) {
                return temperature;
            }
        }
        throw FailureException.badField("temperature", "The field 'temperature' is a number from 0 to 1.");
    }

}
