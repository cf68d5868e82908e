package io.parley.classification.mapping;

import java.time.Duration;
import java.util.List;

import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.ClassificationOptions;
import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;
import io.parley.web.models.ModelNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** Reads the fields of a form that asks what a sound is. */
@Component
public final class ClassificationRequests {

    /** As many as the largest model has labels. */
    private static final int MOST_DETECTIONS = 521;

    private static final int MOST_LABELS = 64;

    private static final int LONGEST_LABEL = 100;

    /** In seconds. */
    private static final double SHORTEST_WINDOW = ClassificationOptions.SHORTEST_WINDOW.toMillis() / 1e3;

    /** An hour in seconds. */
    private static final int LONGEST_WINDOW = 3_600;

    private final AudioClassifiers classifiers;

    private final ModelNames<AudioClassifier> names;

    ClassificationRequests(AudioClassifiers classifiers, ModelNames<AudioClassifier> names) {
        this.classifiers = classifiers;
        this.names = names;
    }

    /**
     * Reads a form's text fields.
     * @param values by name
     * @throws FailureException naming the field that cannot be met
     * @throws io.parley.speech.SpeechException if the model is not here or cannot do what
     * is asked
     */
    public ClassificationRequest of(MultiValueMap<String, String> values) {
        FormFields fields = new FormFields(values);
        Selection selection = selection(fields);
        ClassificationOptions options = new ClassificationOptions(labels(fields), window(fields));
        String model = name(fields.text("model"));
        AudioClassifier classifier = this.names.named(model);
        classifier.check(options);
        return new ClassificationRequest(model, classifier, options, selection);
    }

    /** The name of the model that is meant by a name, or by none. */
    public String name(@Nullable String asked) {
        return (asked != null && !asked.isBlank()) ? asked : this.classifiers.models().getFirst();
    }

    private static Selection selection(FormFields fields) {
        Double most = fields.number("top_k", 1, MOST_DETECTIONS);
        if (most != null && most != Math.rint(most)) {
            throw FailureException.badField("top_k", "The field 'top_k' is a whole number.");
        }
        Double threshold = fields.number("threshold", 0, 1);
        Selection otherwise = Selection.DEFAULT;
        return new Selection((most != null) ? most.intValue() : otherwise.most(),
                (threshold != null) ? threshold : otherwise.threshold());
    }

    private static List<String> labels(FormFields fields) {
        List<String> labels = fields.listAsSent("labels").stream().map(String::strip).toList();
        if (labels.size() > MOST_LABELS) {
            throw bad("There are %d labels, more than %d.".formatted(labels.size(), MOST_LABELS));
        }
        for (String label : labels) {
            if (label.isEmpty()) {
                throw bad("A label is empty.");
            }
            if (label.codePointCount(0, label.length()) > LONGEST_LABEL) {
                throw bad("A label has at most %d characters, not as many as '%s'.".formatted(LONGEST_LABEL,
                        FormFields.shown(label)));
            }
        }
        return labels;
    }

    private static @Nullable Duration window(FormFields fields) {
        Double seconds = fields.number("window", SHORTEST_WINDOW, LONGEST_WINDOW);
        return (seconds != null) ? Duration.ofMillis(Math.round(seconds * 1_000)) : null;
    }

    private static FailureException bad(String why) {
        return FailureException.badField("labels", "The field 'labels' cannot be used: " + why);
    }

}
