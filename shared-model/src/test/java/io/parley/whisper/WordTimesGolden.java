package io.parley.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.parley.speech.TranscriptToken;
import io.parley.whisper.alignment.TimedTokens;
import tools.jackson.databind.json.JsonMapper;

/**
 * Word times of a peer on real clips; bench/reference/word_times_golden.py writes them
 * and says how.
 *
 * @param reference the peer
 * @param clips each within one window
 */
record WordTimesGolden(String reference, List<Clip> clips) {

    static WordTimesGolden load() {
        try (InputStream in = WordTimesGolden.class.getResourceAsStream("word-times-golden.json")) {
            return new JsonMapper().readValue(in, WordTimesGolden.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * One clip.
     *
     * @param file under the shared data's audio folder
     * @param segments in order
     */
    record Clip(String file, List<Segment> segments) {
    }

    /**
     * One segment.
     *
     * @param start by the model's timestamps, in seconds
     * @param end by the model's timestamps, in seconds
     * @param tokens text only
     * @param pieces what each token spells
     * @param words as the peer places them
     */
    record Segment(double start, double end, List<Integer> tokens, List<String> pieces, List<Word> words) {

        TimedTokens timedTokens() {
            return new TimedTokens(IntStream.range(0, this.tokens.size())
                .mapToObj((i) -> new TranscriptToken(this.tokens.get(i),
                        this.pieces.get(i).getBytes(StandardCharsets.UTF_8), Math.log(0.5)))
                .toList(), this.start, this.end);
        }

    }

    /**
     * One word.
     *
     * @param text without space
     * @param start in seconds
     * @param end in seconds
     */
    record Word(String text, double start, double end) {
    }

}
