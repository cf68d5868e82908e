package io.parley.speech;

import java.util.List;

/**
 * What a classifier can say.
 */
public sealed interface LabelSet {

    /**
     * Always the same labels.
     *
     * @param labels by index
     */
    record Fixed(List<String> labels) implements LabelSet {

        public Fixed {
            labels = List.copyOf(labels);
        }

    }

    /** Whatever the caller asks about. */
    record CallersOwn() implements LabelSet {
    }

}
