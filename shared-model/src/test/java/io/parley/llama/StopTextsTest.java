package io.parley.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Answers that end where the caller says. */
class StopTextsTest {

    @Test
    void nothingOfAStopTextIsShownHoweverItComes() {
        StopTexts stops = new StopTexts(List.of("END", "\n\n"));
        assertThat(stops.append("to the E")).isEqualTo("to the ");
        assertThat(stops.append("N")).isEmpty();
        assertThat(stops.found()).isFalse();
        assertThat(stops.append("D of it")).isEmpty();
        assertThat(stops.found()).isTrue();
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void whatOnlyLookedLikeOneIsShown() {
        StopTexts stops = new StopTexts(List.of("aab"));
        assertThat(stops.append("xaa")).isEqualTo("x");
        assertThat(stops.append("a")).isEqualTo("a");
        assertThat(stops.append("c")).isEqualTo("aac");
        assertThat(stops.append("a")).isEmpty();
        assertThat(stops.finish()).isEqualTo("a");
        assertThat(stops.found()).isFalse();
    }

    @Test
    void theFirstOfSeveralCounts() {
        StopTexts stops = new StopTexts(List.of("three", "two"));
        assertThat(stops.append("one two three")).isEqualTo("one ");
        assertThat(stops.found()).isTrue();
    }

    @Test
    void withoutAnyEverythingIsShownAtOnce() {
        assertThat(new StopTexts(List.of()).append("text")).isEqualTo("text");
    }

}
