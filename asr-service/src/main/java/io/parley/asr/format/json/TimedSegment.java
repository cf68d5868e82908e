package io.parley.asr.format.json;

import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptToken;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A segment, about a sentence, and how it came about.
 *
 * @param id its place among the segments, from 0
 * @param seek where the window began that the model heard at once, in frames of 10 ms
 * @param start in seconds
 * @param end in seconds
 * @param text its words, with the space that divides them from what came before
 * @param tokens ids in the model's vocabulary
 * @param temperature that the text was drawn at
 * @param avgLogprob mean natural logarithm of the tokens' probabilities
 * @param compressionRatio of the text; high for repetitions
 * @param noSpeechProb how likely the model finds it that nobody spoke
 */
@Schema(name = "TranscriptionSegment")
public record TimedSegment(int id, int seek, double start, double end, String text, List<Integer> tokens,
        double temperature, @JsonProperty("avg_logprob") double avgLogprob,
        @JsonProperty("compression_ratio") double compressionRatio,
        @JsonProperty("no_speech_prob") double noSpeechProb) {

    private static final int MILLISECONDS_PER_FRAME = 10;

    /** All segments, numbered. */
    static List<TimedSegment> ofAll(List<TranscriptSegment> segments) {
        return IntStream.range(0, segments.size()).mapToObj((id) -> of(id, segments.get(id))).toList();
    }

    private static TimedSegment of(int id, TranscriptSegment segment) {
        TranscriptSegment.Decoding decoding = segment.decoding();
        return new TimedSegment(id, (int) (decoding.windowStart().toMillis() / MILLISECONDS_PER_FRAME),
                Seconds.of(segment.start()), Seconds.of(segment.end()), segment.text(),
                segment.tokens().stream().map(TranscriptToken::id).toList(), decoding.temperature(),
                decoding.averageLogProbability(), decoding.compressionRatio(), decoding.noSpeechProbability());
    }

}
