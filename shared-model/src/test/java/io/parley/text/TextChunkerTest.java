package io.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Pieces of text that fit. */
class TextChunkerTest {

    @Test
    void asManySentencesAsFitStayTogether() {
        assertThat(new TextChunker(24).chunks("One here. Two here. Three here. Four."))
            .containsExactly("One here. Two here.", "Three here. Four.");
    }

    @Test
    void textThatFitsStaysAsItIs() {
        assertThat(new TextChunker(20).chunks(" One  here.\nTwo here ")).containsExactly("One  here.\nTwo here");
        assertThat(new TextChunker(20).chunks(" \n ")).isEmpty();
    }

    @Test
    void longSentencesAreCutAfterClausesAndLongClausesBetweenWords() {
        assertThat(new TextChunker(20).chunks("It costs 1,000 francs, which is a great deal of money to me."))
            .containsExactly("It costs 1,000", "francs, which is a", "great deal of money", "to me.");
        assertThat(new TextChunker(30).chunks("It costs 1,000 francs, which is a great deal."))
            .containsExactly("It costs 1,000 francs,", "which is a great deal.");
    }

    @Test
    void nothingIsLostAndNoPieceIsTooLongWhateverTheText() {
        String letters = "ab .,;?!\n\"1🙂。、";
        int[] alphabet = letters.codePoints().toArray();
        Random random = new Random(4);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            int longest = 2 + random.nextInt(12);
            var chunks = new TextChunker(longest).chunks(text.toString());
            assertThat(chunks)
                .allMatch((chunk) -> !chunk.isBlank() && chunk.length() <= longest && chunk.equals(chunk.strip()));
            assertThat(chunks).noneMatch((chunk) -> Character.isHighSurrogate(chunk.charAt(chunk.length() - 1)));
            assertThat(String.join("", chunks).replaceAll("\\s", "")).isEqualTo(text.toString().replaceAll("\\s", ""));
        }
    }

}
