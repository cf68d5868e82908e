package io.parley.asr.subtitle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptWord;
import org.junit.jupiter.api.Test;

class SubtitlesTest {

    private static final String LONG = "The quick brown fox jumps over the lazy dog while the patient old hedgehog "
            + "counts every single star above the quiet orchard, and nobody in the whole wide valley minds at all.";

    @Test
    void subRipIsWrittenAsPlayersReadIt() {
        String file = new SubRip().write(Cues.of(List.of(segment(0, 1500, " Hello there."),
                segment(3_723_004, 3_725_000, " Over an  hour\nlater --> still here."))));
        assertThat(file).isEqualTo("""
                1
                00:00:00,000 --> 00:00:01,500
                Hello there.

                2
                01:02:03,004 --> 01:02:05,000
                Over an hour later -> still here.

                """);
    }

    @Test
    void webVttEscapesWhatWouldBeMarkup() {
        String file = new WebVtt().write(Cues.of(List.of(segment(250, 1500, " a < b && b > c -->"))));
        assertThat(file).isEqualTo("""
                WEBVTT

                00:00:00.250 --> 00:00:01.500
                a &lt; b &amp;&amp; b &gt; c --&gt;

                """);
    }

    @Test
    void silenceHasNoCues() {
        assertThat(new SubRip().write(Cues.of(List.of()))).isEmpty();
        assertThat(new WebVtt().write(Cues.of(List.of(segment(0, 30_000, " "))))).isEqualTo("WEBVTT\n\n");
    }

    @Test
    void aLongSegmentIsCutBetweenWordsIntoCuesOfTwoLines() {
        List<Cue> cues = Cues.of(List.of(spoken(1000, LONG)));
        assertThat(cues).hasSizeGreaterThan(1).allSatisfy((cue) -> {
            assertThat(cue.lines()).hasSizeBetween(1, 2)
                .allSatisfy((line) -> assertThat(line.length()).isBetween(20, 42));
        });
        assertThat(cues.stream().flatMap((cue) -> cue.lines().stream()).toList())
            .satisfies((lines) -> assertThat(String.join(" ", lines)).isEqualTo(LONG));
        assertThat(cues.getFirst().start()).isEqualTo(Duration.ofMillis(1000));
        assertThat(cues.getLast().end()).isEqualTo(Duration.ofMillis(1000 + 100 * LONG.split(" ").length));
    }

    @Test
    void aWordLongerThanALineIsNotLost() {
        String word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
        assertThat(
                Cues.of(List.of(spoken(0, "Die " + word + " tagt."))).stream().flatMap((cue) -> cue.lines().stream()))
            .containsExactly("Die", word, "tagt.");
    }

    @Test
    void languagesWithoutSpacesStayWithoutAndAreTwiceAsWide() {
        List<TranscriptWord> words = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            words.add(word("東京駅", i * 300));
            text.append("東京駅");
        }
        List<Cue> cues = Cues.of(List.of(segment(0, 6000, text.toString(), words)));
        List<String> lines = cues.stream().flatMap((cue) -> cue.lines().stream()).toList();
        assertThat(String.join("", lines)).isEqualTo(text.toString());
        assertThat(lines).hasSize(3).allSatisfy((line) -> assertThat(line.length()).isLessThanOrEqualTo(21));
    }

    @Test
    void aLongSegmentWithoutWordTimesIsShownPieceByPieceForItsShareOfTheText() {
        List<Cue> cues = Cues.of(List.of(segment(1000, 20_000, " " + LONG)));
        assertThat(cues).hasSize(3).allSatisfy((cue) -> {
            assertThat(cue.lines()).hasSizeBetween(1, 2)
                .allSatisfy((line) -> assertThat(line.length()).isBetween(20, 42));
            double share = String.join(" ", cue.lines()).length() / (double) LONG.length();
            assertThat(cue.end().minus(cue.start()).toMillis() / 19_000.0).isCloseTo(share, within(0.01));
        });
        assertThat(String.join(" ", cues.stream().flatMap((cue) -> cue.lines().stream()).toList())).isEqualTo(LONG);
        assertThat(cues.getFirst().start()).isEqualTo(Duration.ofMillis(1000));
        assertThat(cues.getLast().end()).isEqualTo(Duration.ofMillis(20_000));
    }

    @Test
    void aTextWithoutSpacesAndWordTimesIsCutWhereItsScriptAllows() {
        String text = "私はその人を常に先生と呼んでいた。だからここでもただ先生と書くだけで本名は打ち明けない。".repeat(2);
        List<Cue> cues = Cues.of(List.of(segment(0, 12_000, text)));
        assertThat(cues).hasSizeGreaterThan(1);
        assertThat(cues.stream().flatMap((cue) -> cue.lines().stream()).toList()).allSatisfy((line) -> {
            assertThat(line.length()).isLessThanOrEqualTo(21);
            assertThat(line).doesNotStartWith("。");
        }).satisfies((lines) -> assertThat(String.join("", lines)).isEqualTo(text));
    }

    @Test
    void wordsThatAreNotThoseOfTheTextDoNotPlaceIt() {
        assertThat(Cues.of(List.of(segment(0, 9000, " " + LONG, List.of(word("elsewhere", 0))))))
            .isEqualTo(Cues.of(List.of(segment(0, 9000, " " + LONG))));
    }

    @Test
    void cuesFollowOneAnotherWhateverTheTimesSay() {
        List<Cue> cues = Cues.of(List.of(segment(0, 2000, " one"), segment(1500, 1600, " two"),
                segment(2000, 2000, " three"), segment(5000, 6000, " four")));
        Duration free = Duration.ZERO;
        for (Cue cue : cues) {
            assertThat(cue.start()).isGreaterThanOrEqualTo(free);
            assertThat(cue.end()).isGreaterThan(cue.start());
            free = cue.end();
        }
        assertThat(cues).hasSize(4);
        assertThat(cues.getLast().start()).isEqualTo(Duration.ofSeconds(5));
    }

    private static TranscriptSegment spoken(int start, String text) {
        List<TranscriptWord> words = new ArrayList<>();
        for (String word : text.split(" ")) {
            words.add(word(word, start + 100 * words.size()));
        }
        return segment(start, start + 100 * words.size(), " " + text, words);
    }

    private static TranscriptWord word(String text, int start) {
        return new TranscriptWord(text, Duration.ofMillis(start), Duration.ofMillis(start + 100), 0.9);
    }

    private static TranscriptSegment segment(int start, int end, String text) {
        return segment(start, end, text, List.of());
    }

    private static TranscriptSegment segment(int start, int end, String text, List<TranscriptWord> words) {
        return new TranscriptSegment(Duration.ofMillis(start), Duration.ofMillis(end), text, List.of(), words,
                new TranscriptSegment.Decoding(Duration.ZERO, 0, -0.2, 1.3, 0.01));
    }

}
