package io.parley.whisper.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import io.parley.speech.TranscriptToken;

/** Words and their times, from tokens and the frames they begin at. */
class WordPlacementTest {

    private static final List<String> PIECES = List.of(" the", " a", "ing", ".", ",", " (", "?", "!", " -", " word",
            "'s", "。", "言", " ", "…", "”", " “", " 12", "%");

    @Test
    void wordsAreSplitAtSpacesAndKeepTheirPunctuation() {
        assertThat(words("en", " He", " said", ",", " \"", "Go", " home", "!\"", " (", "twice", ").", " It", "'s",
                " Nath", "an", ".", " 3", ".", "5", " well", "-", "known", "."))
            .containsExactly("He", "said,", "\"Go", "home!\"", "(twice).", "It's", "Nathan.", "3.5", "well-known.");
    }

    @Test
    void languagesWithoutSpacesAreSplitAtCharacters() {
        assertThat(words("ja", "今日", "は", "、", "晴", "れ", "。")).containsExactly("今日", "は、", "晴", "れ。");
        assertThat(words("de", " Straße", "n", " über")).containsExactly("Straßen", "über");
    }

    @Test
    void aCharacterSpreadOverTokensIsOnePiece() {
        byte[] sun = "晴".getBytes(StandardCharsets.UTF_8);
        List<TranscriptToken> tokens = List.of(token(Arrays.copyOf(sun, 2)), token(Arrays.copyOfRange(sun, 2, 3)),
                token("れ"));
        AlignedSegment segment = place("ja", tokens, new int[] { 0, 3, 10, 20 }, 100);
        assertThat(segment.words()).extracting(AlignedWord::text).containsExactly("晴", "れ");
        assertThat(segment.words().getFirst().tokenCount()).isEqualTo(2);
        assertThat(segment.words().getFirst().end()).isEqualTo(0.2);
    }

    @Test
    void aPauseAfterASentenceBelongsToNoWord() {
        // a word takes 10 frames; the full stop takes the pause of 3 s
        AlignedSegment segment = place("en", tokens(" One", " two", " three", ".", " Four", " five", "."),
                new int[] { 0, 10, 20, 30, 180, 190, 200, 200 }, 250);
        AlignedWord three = segment.words().get(2);
        assertThat(three.text()).isEqualTo("three.");
        assertThat(three.end()).isEqualTo(0.6);
        // here the word after the full stop takes it
        segment = place("en", tokens(" One", " two", " three", ".", " Four", " five", "."),
                new int[] { 0, 10, 20, 30, 32, 190, 200, 200 }, 250);
        assertThat(segment.words().get(3).start()).isGreaterThan(3);
    }

    @Test
    void aPauseBeforeTheFirstWordBelongsToNoWord() {
        AlignedSegment segment = place("en", tokens(" One", " two", " three", " four"),
                new int[] { 0, 160, 170, 180, 190 }, 200);
        assertThat(segment.start()).isGreaterThan(2.5);
        assertThat(segment.start()).isEqualTo(segment.words().getFirst().start());
    }

    @Test
    void wordsOfOneFrameShareWhatIsBesideThem() {
        AlignedSegment segment = place("en", tokens(" One", " and", " a", " two", " to", " the"),
                new int[] { 0, 20, 20, 20, 40, 50, 50 }, 50);
        assertThat(segment.words()).extracting(AlignedWord::text)
            .containsExactly("One", "and", "a", "two", "to", "the");
        assertThat(segment.words()).extracting((word) -> Math.round(50 * word.start()))
            .containsExactly(0L, 20L, 21L, 22L, 40L, 49L);
        assertThat(segment.words()).extracting((word) -> Math.round(50 * word.end()))
            .containsExactly(20L, 21L, 22L, 40L, 49L, 50L);
    }

    @Test
    void aWordsProbabilityIsTheMeanOfItsTokens() {
        List<TranscriptToken> tokens = List.of(new TranscriptToken(1, " He".getBytes(StandardCharsets.UTF_8), 0),
                new TranscriptToken(2, "re".getBytes(StandardCharsets.UTF_8), Math.log(0.5)));
        assertThat(place("en", tokens, new int[] { 0, 5, 9 }, 10).words().getFirst().probability()).isEqualTo(0.75);
    }

    @RepeatedTest(500)
    void timesNeverFallAndStayInTheirSegmentAndInTheSound(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int frames = 1 + random.nextInt(1500);
        List<TimedTokens> segments = new ArrayList<>();
        int count = 0;
        for (int i = random.nextInt(4); i >= 0; i--) {
            List<TranscriptToken> tokens = random.ints(random.nextInt(12), 0, PIECES.size())
                .mapToObj((piece) -> token(PIECES.get(piece)))
                .toList();
            count += tokens.size();
            // a model's own timestamps may be anything
            segments.add(new TimedTokens(tokens, 30 * random.nextDouble(), 30 * random.nextDouble()));
        }
        int[] firstFrames = random.ints(count + 1, 0, frames).sorted().toArray();
        List<AlignedSegment> placed = new WordPlacement(new AlignmentRequest(List.of(1), 2,
                random.nextBoolean() ? "en" : "ja", segments, frames, -random.nextDouble()))
            .place(firstFrames);

        double last = 0;
        assertThat(placed).hasSameSizeAs(segments);
        for (int i = 0; i < placed.size(); i++) {
            AlignedSegment segment = placed.get(i);
            assertThat(segment.start()).isGreaterThanOrEqualTo(last);
            last = segment.start();
            for (AlignedWord word : segment.words()) {
                assertThat(word.start()).isGreaterThanOrEqualTo(last);
                assertThat(word.end()).isGreaterThanOrEqualTo(word.start());
                if (count < frames) {
                    assertThat(word.end() - word.start()).isGreaterThan(0.019);
                }
                assertThat(word.text()).isNotBlank();
                last = word.end();
            }
            assertThat(segment.end()).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(frames * 0.02);
            last = segment.end();
            // nothing that was said is lost
            assertThat(segment.words().stream().map(AlignedWord::text).collect(Collectors.joining()).replace(" ", ""))
                .isEqualTo(text(segments.get(i).tokens()).replace(" ", ""));
        }
    }

    private static List<String> words(String language, String... pieces) {
        int[] frames = new int[pieces.length + 1];
        Arrays.setAll(frames, (i) -> 10 * i);
        return place(language, tokens(pieces), frames, 1500).words().stream().map(AlignedWord::text).toList();
    }

    private static AlignedSegment place(String language, List<TranscriptToken> tokens, int[] firstFrames, int frames) {
        return new WordPlacement(new AlignmentRequest(List.of(1), 2, language,
                List.of(new TimedTokens(tokens, 0, frames * 0.02)), frames, 0))
            .place(firstFrames)
            .getFirst();
    }

    private static String text(List<TranscriptToken> tokens) {
        return tokens.stream()
            .map((token) -> new String(token.bytes(), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
    }

    private static List<TranscriptToken> tokens(String... pieces) {
        return Stream.of(pieces).map(WordPlacementTest::token).toList();
    }

    private static TranscriptToken token(String piece) {
        return token(piece.getBytes(StandardCharsets.UTF_8));
    }

    private static TranscriptToken token(byte[] bytes) {
        return new TranscriptToken(7, bytes, 0);
    }

}
