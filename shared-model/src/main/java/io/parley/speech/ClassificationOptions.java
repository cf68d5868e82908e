package io.parley.speech;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a classifier.
 *
 * @param labels what the sound may be; empty for a model with labels of its own
 * @param window length of the segments that are told beside the whole, or null for none
 */
public record ClassificationOptions(List<String> labels, @Nullable Duration window) {

    /** The model's own labels, and no segments. */
    public static final ClassificationOptions DEFAULT = new ClassificationOptions(List.of(), null);

    /** The shortest window: models hear about a second at a time. */
    public static final Duration SHORTEST_WINDOW = Duration.ofMillis(500);

    public ClassificationOptions {
        labels = List.copyOf(labels);
        if (window != null && window.compareTo(SHORTEST_WINDOW) < 0) {
            throw new IllegalArgumentException("a window lasts half a second or more, not " + window);
        }
    }

    /** The same, about these labels. */
    public ClassificationOptions withLabels(List<String> other) {
        return new ClassificationOptions(other, this.window);
    }

    /** The same, with segments of this length, or null for none. */
    public ClassificationOptions withWindow(@Nullable Duration other) {
        return new ClassificationOptions(this.labels, other);
    }

}
