package io.parley.asr.mapping;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.json.TimestampGranularity;
import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;

/** Reads the fields that say what the answer looks like. */
final class PresentationFields {

    private static final String DIARIZED = "diarized_json";

    private PresentationFields() {
    }

    static ResponseFormat format(FormFields fields) {
        String name = Objects.requireNonNullElse(fields.text("response_format"), ResponseFormat.JSON.wireName());
        if (name.equals(DIARIZED)) {
            throw FailureException.badField("response_format",
                    "No model here tells speakers apart, as the response format 'diarized_json' asks for.");
        }
        return ResponseFormat.named(name)
            .orElseThrow(() -> FailureException.badField("response_format",
                    "The response format '%s' does not exist; use one of %s.".formatted(FormFields.shown(name),
                            Arrays.toString(ResponseFormat.values()))));
    }

    /** Only verbose JSON lists anything. */
    static Set<TimestampGranularity> granularities(FormFields fields, ResponseFormat format) {
        Set<TimestampGranularity> granularities = EnumSet.noneOf(TimestampGranularity.class);
        for (String name : fields.list("timestamp_granularities")) {
            granularities.add(granularity(name));
        }
        if (format == ResponseFormat.VERBOSE_JSON) {
            return granularities.isEmpty() ? Set.of(TimestampGranularity.SEGMENT) : granularities;
        }
        if (!granularities.isEmpty()) {
            throw FailureException.badField("timestamp_granularities",
                    "Timestamps need the response format 'verbose_json', not '%s'.".formatted(format));
        }
        return granularities;
    }

    private static TimestampGranularity granularity(String name) {
        return Arrays.stream(TimestampGranularity.values())
            .filter((granularity) -> granularity.wireName().equals(name))
            .findFirst()
            .orElseThrow(() -> FailureException.badField("timestamp_granularities",
                    "Timestamps are given by 'word' or by 'segment', not by '%s'.".formatted(FormFields.shown(name))));
    }

    static boolean logprobs(FormFields fields, ResponseFormat format) {
        boolean wanted = false;
        for (String name : fields.list("include")) {
            if (!name.equals("logprobs")) {
                throw FailureException.badField("include",
                        "Only 'logprobs' can be included, not '%s'.".formatted(FormFields.shown(name)));
            }
            wanted = true;
        }
        if (wanted && format != ResponseFormat.JSON) {
            throw FailureException.badField("include",
                    "Log-probabilities need the response format 'json', not '%s'.".formatted(format));
        }
        return wanted;
    }

}
