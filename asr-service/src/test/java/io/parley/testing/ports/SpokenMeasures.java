package io.parley.testing.ports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.parley.audio.PcmSource;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptToken;
import io.parley.speech.TranscriptWord;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;

/**
 * What is measured of a sound, and what was asked of it, as a transcript: a segment for
 * each clause, in equal shares of the time.
 *
 * @param text the whole
 * @param duration of the sound
 * @param segments of the text
 */
record SpokenMeasures(String text, Duration duration, List<TranscriptSegment> segments) {

    /** Short enough to cut letters that take several bytes. */
    private static final int TOKEN_BYTES = 4;

    static SpokenMeasures of(PcmSource audio, TranscriptionOptions options) {
        float[] buffer = new float[4096];
        long samples = 0;
        double peak = 0;
        for (int count = audio.read(buffer, 0, buffer.length); count >= 0; count = audio.read(buffer, 0,
                buffer.length)) {
            samples += count;
            for (int i = 0; i < count; i++) {
                peak = Math.max(peak, Math.abs(buffer[i]));
            }
        }
        String text = String.format(Locale.ROOT,
                "%d samples, loud: %s, language %s, prompt %s, temperature %.2f, %s with %s.", samples, peak > 0.1,
                options.language(), options.prompt(), options.temperature(), options.task(), options.chunking());
        Duration duration = Duration.ofMillis(samples * 1000 / audio.sampleRate());
        return new SpokenMeasures(text, duration, segments(text, duration, options));
    }

    int tokens() {
        return this.segments.stream().mapToInt((segment) -> segment.tokens().size()).sum();
    }

    private static List<TranscriptSegment> segments(String text, Duration duration, TranscriptionOptions options) {
        String[] clauses = text.split("(?<=,) ");
        Duration share = duration.dividedBy(clauses.length);
        List<TranscriptSegment> segments = new ArrayList<>();
        for (int i = 0; i < clauses.length; i++) {
            Duration start = share.multipliedBy(i);
            boolean placed = options.timestamps() == Timestamps.WORDS;
            segments.add(new TranscriptSegment(start, start.plus(share), " " + clauses[i], tokens(" " + clauses[i]),
                    placed ? words(clauses[i], start, share) : List.of(),
                    new TranscriptSegment.Decoding(Duration.ZERO, options.temperature(), -0.25, 1.5, 0.125)));
        }
        return segments;
    }

    private static List<TranscriptWord> words(String clause, Duration start, Duration share) {
        String[] words = clause.split(" ");
        Duration each = share.dividedBy(words.length);
        List<TranscriptWord> placed = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            Duration begin = start.plus(each.multipliedBy(i));
            placed.add(new TranscriptWord(words[i], begin, begin.plus(each), 0.5));
        }
        return placed;
    }

    private static List<TranscriptToken> tokens(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        List<TranscriptToken> tokens = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += TOKEN_BYTES) {
            byte[] token = Arrays.copyOfRange(bytes, from, Math.min(from + TOKEN_BYTES, bytes.length));
            tokens.add(new TranscriptToken(1000 + tokens.size(), token, -0.5));
        }
        return tokens;
    }

}
