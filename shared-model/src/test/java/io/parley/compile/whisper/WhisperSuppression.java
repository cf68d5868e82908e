package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens that a model's config.json wants never chosen.
 *
 * @param always at every step
 * @param first at the first step
 */
record WhisperSuppression(int[] always, int[] first) {

    static WhisperSuppression of(Path model) throws IOException {
        JsonNode config = new JsonMapper().readTree(model.resolve("config.json"));
        return new WhisperSuppression(ids(config.get("suppress_ids")), ids(config.get("suppress_ids_begin")));
    }

    /** The likeliest token that is allowed; overwrites the logits of others. */
    int choose(float[] logits, boolean isFirst) {
        for (int id : this.always) {
            logits[id] = Float.NEGATIVE_INFINITY;
        }
        if (isFirst) {
            for (int id : this.first) {
                logits[id] = Float.NEGATIVE_INFINITY;
            }
        }
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = (logits[i] > logits[best]) ? i : best;
        }
        return best;
    }

    private static int[] ids(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

}
