package io.parley.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptWord;
import io.parley.speech.Transcription;

class LiveWordsTest {

    @Test
    void wordsKeepTheirPunctuationAndGetTheirTimes() {
        List<LiveWord> words = LiveWords
            .of(heard("Ask not, well-known: 3.5!", segment(" Ask not,", 2, word("Ask", 1), word("not,", 2)),
                    segment(" well-known: 3.5!", 4, word("well-known:", 3), word("3.5!", 4))));
        assertThat(words).extracting(LiveWord::text).containsExactly("Ask", "not,", "well-known:", "3.5!");
        assertThat(words).extracting(LiveWord::end).containsExactly(16_000L, 32_000L, 48_000L, 64_000L);
        assertThat(words).extracting(LiveWord::endsSegment).containsExactly(false, true, false, true);
    }

    @Test
    void writingWithoutSpacesIsTakenCharacterByCharacter() {
        List<LiveWord> words = LiveWords.of(heard("今日は、晴れ OK。", segment("今日は、晴れ OK。", 3)));
        assertThat(words).extracting(LiveWord::text).containsExactly("今", "日", "は、", "晴", "れ", "OK。");
        assertThat(words).extracting(LiveWord::spaced).containsExactly(true, false, false, false, false, true);
        assertThat(words.getLast().end()).isEqualTo(48_000);
        FinalText text = new FinalText();
        text.add(words.subList(0, 3), 0);
        text.add(words.subList(3, 6), 0);
        assertThat(text.text()).startsWith("今日は、晴れ").endsWith("OK。");
    }

    @Test
    void knownWordsAreFoundAgainInAHypothesisThatDiffers() {
        assertThat(length("a b c", "a b c d e")).isEqualTo(3);
        assertThat(length("a b c", "a x c d e")).isEqualTo(3);
        assertThat(length("a b c", "a c d e")).isEqualTo(2);
        assertThat(length("a b c", "a b b c d")).isEqualTo(4);
        assertThat(length("a b c", "a b")).isEqualTo(2);
        assertThat(length("", "a b")).isZero();
        assertThat(PrefixAlignment.length(List.of("a"), List.of())).isZero();
    }

    private static int length(String known, String text) {
        return PrefixAlignment.length(known.isEmpty() ? List.of() : List.of(known.split(" ")),
                List.of(text.split(" ")));
    }

    private static Transcription heard(String text, TranscriptSegment... segments) {
        return new Transcription(text, "en", null, Duration.ofSeconds(9), List.of(segments),
                Transcription.TokenUsage.NONE);
    }

    private static TranscriptSegment segment(String text, int end, TranscriptWord... words) {
        return new TranscriptSegment(Duration.ZERO, Duration.ofSeconds(end), text, List.of(), List.of(words),
                new TranscriptSegment.Decoding(Duration.ZERO, 0, 0, 1, 0));
    }

    private static TranscriptWord word(String text, int end) {
        return new TranscriptWord(text, Duration.ofSeconds(end - 1), Duration.ofSeconds(end), 1);
    }

}
