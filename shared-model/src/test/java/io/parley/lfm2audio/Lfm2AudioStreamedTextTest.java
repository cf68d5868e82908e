package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.parley.generation.StreamedText;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;

/** Text as tokens come. */
class Lfm2AudioStreamedTextTest {

    private final Tokenizer tokenizer = new HuggingFaceJsonTokenizer(TinyModel.directory().tokenizer());

    @AfterEach
    void close() {
        this.tokenizer.close();
    }

    @Test
    void charactersOfSeveralTokensComeWhole() {
        String text = "naïve 漢字 🙂🙃 — déjà vu";
        int[] ids = this.tokenizer.encode(text);
        assertThat(ids.length).isGreaterThan(text.length());
        List<String> pieces = pieces(ids);
        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).noneMatch((piece) -> piece.contains("\ufffd"));
        assertThat(pieces).contains("漢", "🙂");
    }

    @Test
    void plainTextIsNotHeldBack() {
        int[] ids = this.tokenizer.encode("the voice");
        StreamedText text = new StreamedText(this.tokenizer);
        for (int id : ids) {
            assertThat(text.append(id)).isNotEmpty();
        }
        assertThat(text.finish()).isEmpty();
    }

    @Test
    void whateverComesThePiecesAreTheTextOfAllTokens() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            // bytes alone, most of which are no characters
            int[] ids = random.ints(30, 140, 396).toArray();
            assertThat(String.join("", pieces(ids))).isEqualTo(this.tokenizer.decode(ids));
        }
    }

    @Test
    void bytesThatAreNoCharacterDoNotHoldTextBackForever() {
        int continuation = this.tokenizer.encode("é")[1];
        StreamedText text = new StreamedText(this.tokenizer);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            shown.append(text.append(continuation));
        }
        assertThat(shown.length()).isGreaterThan(90);
    }

    private List<String> pieces(int[] ids) {
        StreamedText text = new StreamedText(this.tokenizer);
        List<String> pieces = new ArrayList<>();
        for (int id : ids) {
            pieces.add(text.append(id));
        }
        pieces.add(text.finish());
        return pieces;
    }

}
