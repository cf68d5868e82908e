package io.parley.asr.format.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptToken;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A token and how likely the model found it.
 *
 * @param token its text; with replacement characters where it holds but a part of one
 * @param logprob natural logarithm of its probability
 * @param bytes of its text in UTF-8, 0 to 255
 */
@Schema(name = "LogProbability")
public record TokenLogprob(String token, double logprob, List<Integer> bytes) {

    /** Of one token. */
    static TokenLogprob of(TranscriptToken token) {
        byte[] bytes = token.bytes();
        List<Integer> values = Arrays.asList(new Integer[bytes.length]);
        for (int i = 0; i < bytes.length; i++) {
            values.set(i, bytes[i] & 0xFF);
        }
        return new TokenLogprob(new String(bytes, StandardCharsets.UTF_8), token.logProbability(), values);
    }

    /** Of the tokens of a segment. */
    static List<TokenLogprob> ofAll(TranscriptSegment segment) {
        return segment.tokens().stream().map(TokenLogprob::of).toList();
    }

    /** Of the tokens of segments, in order. */
    static List<TokenLogprob> ofAll(List<TranscriptSegment> segments) {
        return segments.stream().flatMap((segment) -> ofAll(segment).stream()).toList();
    }

}
