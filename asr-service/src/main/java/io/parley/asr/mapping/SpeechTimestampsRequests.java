package io.parley.asr.mapping;

import java.time.Duration;

import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityOptions;
import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;
import io.parley.web.models.ModelNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/**
 * Reads the fields of a form that asks where in a sound somebody speaks. Their names and
 * defaults are those of the speaches server.
 */
@Component
public final class SpeechTimestampsRequests {

    private static final double THRESHOLD = 0.75;

    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** Three frames of the detector, nearly: below that every frame would be a span. */
    private static final Duration SHORTEST_SPAN = Duration.ofMillis(100);

    /** A day in seconds, and an hour in milliseconds: far below what overflows. */
    private static final int LONGEST_SECONDS = 86_400;

    private static final int LONGEST_MILLIS = 3_600_000;

    private final VoiceActivityDetector detector;

    private final ModelNames<Transcriber> models;

    SpeechTimestampsRequests(VoiceActivityDetector detector, ModelNames<Transcriber> models) {
        this.detector = detector;
        this.models = models;
    }

    /**
     * Reads a form's text fields.
     * @param values by name
     * @throws FailureException naming the field that cannot be met
     * @throws SpeechException.UnknownModel if the model is not here
     */
    public SpeechTimestampsRequest of(MultiValueMap<String, String> values) {
        FormFields fields = new FormFields(values);
        String model = fields.text("model");
        if (model != null && !this.models.id(model).equals(this.detector.model())) {
            throw new SpeechException.UnknownModel(model);
        }
        return new SpeechTimestampsRequest(this.detector, options(fields));
    }

    private static VoiceActivityOptions options(FormFields fields) {
        Double threshold = fields.number("threshold", 0, 1);
        double start = (threshold != null) ? threshold : THRESHOLD;
        Double end = fields.number("neg_threshold", 0, 1);
        if (end != null && end > start) {
            throw FailureException.badField("neg_threshold",
                    "The field 'neg_threshold' is at most the threshold, which is %s.".formatted(start));
        }
        Duration padding = milliseconds(fields, "speech_pad_ms", Duration.ZERO);
        return new VoiceActivityOptions(start, padding, milliseconds(fields, "min_silence_duration_ms", SILENCE),
                (end != null) ? end : VoiceActivityOptions.endThreshold(start),
                milliseconds(fields, "min_speech_duration_ms", Duration.ZERO), longestSpeech(fields, padding));
    }

    private static Duration milliseconds(FormFields fields, String name, Duration otherwise) {
        Double value = fields.number(name, 0, LONGEST_MILLIS);
        return (value != null) ? Duration.ofMillis(value.longValue()) : otherwise;
    }

    private static @Nullable Duration longestSpeech(FormFields fields, Duration padding) {
        String name = "max_speech_duration_s";
        if ("inf".equals(fields.text(name))) {
            return null;
        }
        Double seconds = fields.number(name, 0, LONGEST_SECONDS);
        if (seconds == null) {
            return null;
        }
        Duration longest = Duration.ofMillis((long) (seconds * 1000));
        Duration shortest = padding.multipliedBy(2).plus(SHORTEST_SPAN);
        if (longest.compareTo(shortest) < 0) {
            throw FailureException.badField(name,
                    "The field '%s' is at least %s: speech of 0.1 s with the padding before and after it."
                        .formatted(name, shortest.toMillis() / 1000.0));
        }
        return longest;
    }

}
