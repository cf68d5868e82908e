package io.parley.conversation;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a text can be said while it is still being written. */
class SpeakableTextTest {

    @Test
    void speechBeginsWithAClauseAndGoesOnInSentences() {
        SpeakableText text = new SpeakableText();
        text.append("If you ask me, it is Dr. Smith. He came at");
        assertThat(text.take()).isEqualTo("If you ask me, it is Dr. Smith.");
        text = new SpeakableText();
        text.append("If you ask me, it is Dr. ");
        assertThat(text.take()).isEqualTo("If you ask me,");
        text.append("Smith, I think. He came at 9, or at 10. He ");
        assertThat(text.take()).isEqualTo("it is Dr. Smith, I think. He came at 9, or at 10.");
    }

    @Test
    void aVeryShortClauseWaitsForTheNext() {
        SpeakableText text = new SpeakableText();
        text.append("Yes, of course it is, my dear.");
        assertThat(text.take()).isEqualTo("Yes, of course it is,");
    }

    @Test
    void nothingIsLostHoweverItIsWritten() {
        String all = "A first clause, then more. \u201cQuoted!\u201d she said; 1,000 of them. ".repeat(3)
                + "and a word without an end ".repeat(40) + "\u2026 end";
        for (int step : List.of(1, 3, 7, 50, 5_000)) {
            SpeakableText text = new SpeakableText();
            List<String> said = new ArrayList<>();
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int at = 0; at < all.length(); at += step) {
                    text.append(all.substring(at, Math.min(all.length(), at + step)));
                }
                text.end();
            });
            for (String piece = text.take(); piece != null; piece = text.take()) {
                assertThat(piece).isNotBlank().hasSizeLessThanOrEqualTo(400);
                said.add(piece);
            }
            assertThat(writer.isAlive() && said.isEmpty()).isFalse();
            assertThat(String.join(" ", said)).isEqualTo(all.strip());
        }
    }

}
