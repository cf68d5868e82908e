package io.parley.llama;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.json.JsonMapper;

/**
 * What others make of SmolLM2: {@code bench/reference/llama_golden.py} wrote it.
 *
 * @param tokens texts and their ids, by llama.cpp
 * @param replies greedy answers by llama.cpp
 * @param logits after each token, by a plain float32 model
 */
record SmolLm2Golden(List<Tokens> tokens, List<Reply> replies, Logits logits) {

    static SmolLm2Golden read() {
        try (InputStream json = SmolLm2Golden.class.getResourceAsStream("smollm2-golden.json")) {
            return new JsonMapper().readValue(Objects.requireNonNull(json), SmolLm2Golden.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    record Tokens(String text, int[] ids) {
    }

    record Reply(String question, int[] prompt, int[] answer, double[] gaps) {
    }

    record Logits(int[] ids, List<Row> rows) {
    }

    record Row(int[] largest, float[] every_1000th) {
    }

}
