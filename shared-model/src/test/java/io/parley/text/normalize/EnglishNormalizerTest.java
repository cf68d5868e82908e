package io.parley.text.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.text.Accent;

class EnglishNormalizerTest {

    /** What rules start on, repeat and look behind for. */
    private static final String[] HOSTILE = { "1", "1,", "1.", "1-", "1/", "1:", "$1", "a", "A.", "A. ", "*", "_", "[",
            "[a](", "](", "<", "<a", "<!--", "&#1", "|", "\n", "# ", "- ", "> ", "(1", "+1 ", "1 1/", "http://", "a.",
            "a@", "www.", "a-", "- - ", "'", "...", ". ", "\uD83D\uDE00", "\uD83D", "\u200d", "\u0301", "X ", "St. ",
            "1pm", "9am-", "1 km", "~", "v1.", "1990s", "[^1]", "/a", " -a", "~~~\n", "Jan 1 ", "5 May ", "e.g.", "½",
            "1½", "[a](/ə/)", "\0" };

    private final TextNormalizer american = new EnglishNormalizer(Accent.AMERICAN);

    private final TextNormalizer british = new EnglishNormalizer(Accent.BRITISH);

    @ParameterizedTest
    @ValueSource(strings = { "Plain prose, with commas; and more.", "Is it?", "He said: “No!” (And left.)",
            "O'Brien's mother-in-law isn't here…", "It's five o'clock — or not.", "I am A. B is not." })
    void proseStaysAsItIs(String prose) {
        assertThat(this.american.normalize(prose)).isEqualTo(prose);
        assertThat(this.british.normalize(prose)).isEqualTo(prose);
    }

    @ParameterizedTest
    @ValueSource(strings = { "It cost $3.50 on 2024-03-15 at 3:45 pm.",
            "Mail a_b@example.co.uk or see https://x.org/a-b?c=1.", "**Bold** | # 1 | 20°C | 10–12 km/h",
            "- one\n- two\n\n1. three", "U.S. Ph.D. Henry VIII, St. John vs. 1/2 & 5%",
            "f(x) = a^2 + b_1 * 3 <= 7 -> y", "a--b - c -- d ... e!!! ~5 'x'" })
    void whatWasNormalisedStaysAsItIs(String text) {
        String once = this.american.normalize(text);

        assertThat(this.american.normalize(once)).isEqualTo(once);
        assertThat(once).doesNotContainPattern("[0-9$%&@#*_<>=+~^|\\[\\]{}/\\\\]");
    }

    @Test
    void aPronunciationStaysForThePhonemizerAndALinkDoesNot() {
        assertThat(this.american.normalize("Say [GIF](/ʤˈɪf/), not [this](/docs/) or [that](https://x.org)."))
            .isEqualTo("Say [GIF](/ʤˈɪf/), not this or that.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "\n\n", "🎉🎉 👍🏽", "***", "---", "\u200b\ufeff", "<br/><p></p>" })
    void whatHasNothingToSayIsEmpty(String text) {
        assertThat(this.american.normalize(text)).isEmpty();
    }

    @Test
    void switchedOffItChangesNothing() {
        assertThat(TextNormalizer.none().normalize("# 5 🎉 &amp;")).isEqualTo("# 5 🎉 &amp;");
    }

    /** The limit only stops a test that hangs; what passes takes a thousandth of it. */
    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hostileTextOfTheLongestRequestIsRead() {
        for (String unit : HOSTILE) {
            assertThat(this.american.normalize(unit.repeat(4096 / unit.length()))).isNotNull();
        }
    }

    @Test
    @Tag("long")
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hostileTextOfAMillionCharactersIsRead() {
        Random random = new Random(1);
        StringBuilder mixed = new StringBuilder();
        while (mixed.length() < 1_000_000) {
            mixed.append(HOSTILE[random.nextInt(HOSTILE.length)]);
        }
        for (String unit : new String[] { "1", "1½", "[a](", "a.", "- ", mixed.toString() }) {
            assertThat(this.american.normalize(unit.repeat(Math.max(1, 1_000_000 / unit.length())))).isNotNull();
        }
    }

}
