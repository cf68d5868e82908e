package io.parley.kokoro;

import java.util.Map;
import java.util.Map.Entry;

import io.parley.text.Accent;

/**
 * One voice, or several at once.
 *
 * @param weights by the ids of voices, in the order in which they were named; positive
 */
record VoiceMix(Map<String, Double> weights) {

    /**
     * The accent of the heaviest voice, of the first of equals. The first letter of a
     * voice's id says which: a for American, b for British.
     */
    Accent accent() {
        Entry<String, Double> heaviest = this.weights.entrySet()
            .stream()
            .reduce((first, second) -> (second.getValue() > first.getValue()) ? second : first)
            .orElseThrow();
        return heaviest.getKey().startsWith("b") ? Accent.BRITISH : Accent.AMERICAN;
    }

}
