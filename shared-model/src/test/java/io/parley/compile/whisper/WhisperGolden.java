package io.parley.compile.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * What the reference runner made of real clips; bench/reference/whisper_golden.py writes
 * it and says how.
 *
 * @param reference the runner
 * @param prompt the tokens every clip begins with
 * @param clips in the order of the shared data's manifest
 */
record WhisperGolden(String reference, int[] prompt, List<Clip> clips) {

    static final int END = 50257;

    static WhisperGolden load() {
        try (InputStream in = WhisperGolden.class.getResourceAsStream("whisper-base-golden.json")) {
            return new JsonMapper().readValue(in, WhisperGolden.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * One clip.
     *
     * @param file under the shared data's audio folder
     * @param tokens the greedy answer, without the end token
     * @param steps one for each token and one for the end
     */
    record Clip(String file, List<Integer> tokens, List<Step> steps) {

        List<Integer> tokensWithEnd() {
            return Stream.concat(this.tokens.stream(), Stream.of(END)).toList();
        }

    }

    /**
     * One step of decoding.
     *
     * @param ids some tokens, the likeliest first
     * @param logits their logits
     */
    record Step(int[] ids, float[] logits) {

        /** The largest difference of another runner's logits from these. */
        double difference(float[] all) {
            double largest = 0;
            for (int i = 0; i < this.ids.length; i++) {
                // the reference has its lowest float where a token is suppressed
                if (this.logits[i] > -1e30f) {
                    largest = Math.max(largest, Math.abs(all[this.ids[i]] - this.logits[i]));
                }
            }
            return largest;
        }

    }

}
