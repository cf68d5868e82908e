package io.parley.classification.web;

import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.LabelSet;

/**
 * What a model can say.
 *
 * @param model by the name that was asked for
 * @param takesLabels whether callers bring labels of their own
 * @param labels the model's own, by index; none if callers bring theirs
 */
record LabelList(String model, @JsonProperty("takes_labels") boolean takesLabels, List<Label> labels) {

    static LabelList of(String model, LabelSet set) {
        return switch (set) {
            case LabelSet.Fixed(List<String> labels) -> new LabelList(model, false,
                    IntStream.range(0, labels.size()).mapToObj((i) -> new Label(i, labels.get(i))).toList());
            case LabelSet.CallersOwn() -> new LabelList(model, true, List.of());
        };
    }

    /**
     * One of them.
     *
     * @param index of its detections
     * @param label what a sound may be
     */
    record Label(int index, String label) {
    }

}
