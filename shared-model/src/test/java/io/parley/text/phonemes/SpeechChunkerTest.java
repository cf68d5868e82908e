package io.parley.text.phonemes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.parley.testing.TestModels;
import io.parley.text.Accent;

class SpeechChunkerTest {

    private static final String STORY = "When the sun rose over the quiet harbour, the boats were already far out at sea, "
            + "and nobody had seen them leave. The old man smiled. He had been young once, and he had sailed with them; "
            + "now he counted gulls. “Will they come back?” asked the girl. They always do, he said, before the rain.";

    private final Phonemizer phonemizer = Phonemizer.read(TestModels.misaki(), Accent.AMERICAN);

    @Test
    void theFirstPieceIsAClauseAndTheOthersGrow() {
        List<SpeechChunk> chunks = chunks(STORY, new ChunkLimits(60, 2, 400));

        assertThat(chunks.getFirst().text()).isEqualTo("When the sun rose over the quiet harbour,");
        assertThat(chunks.getFirst().endsSentence()).isFalse();
        assertThat(chunks.get(1).text())
            .isEqualTo("the boats were already far out at sea, and nobody had seen them leave. The old man smiled.");
        assertThat(chunks.get(1).endsSentence()).isTrue();
        assertThat(chunks).hasSizeLessThanOrEqualTo(4);
        assertThat(chunks.getLast().endsSentence()).isTrue();
    }

    @Test
    void nothingIsLostOrSaidTwice() {
        for (int first : new int[] { 1, 20, 60, 400 }) {
            List<SpeechChunk> chunks = chunks(STORY, new ChunkLimits(first, 1, 400));

            assertThat(chunks.stream().map(SpeechChunk::text).collect(Collectors.joining(" "))).isEqualTo(STORY);
        }
        assertThat(chunks(STORY, new ChunkLimits(400, 1, 400))).hasSize(1);
    }

    @Test
    void aSentenceWithoutClausesIsCutBetweenWords() {
        String words = "butterfly ".repeat(300).strip();

        List<SpeechChunk> chunks = chunks(words, ChunkLimits.defaults());

        assertThat(chunks).allSatisfy((chunk) -> assertThat(chunk.ids()).hasSizeLessThanOrEqualTo(400));
        assertThat(chunks.stream().map(SpeechChunk::text).collect(Collectors.joining(" "))).isEqualTo(words);
    }

    @Test
    void aWordThatNobodyCouldSayFitsTheModelAllTheSame() {
        assertThat(chunks("la".repeat(3000), ChunkLimits.defaults()))
            .allSatisfy((chunk) -> assertThat(chunk.ids()).hasSizeBetween(1, KokoroVocabulary.LONGEST));
    }

    @Test
    void whatHasNoSoundMakesNoPiece() {
        assertThat(chunks("", ChunkLimits.defaults())).isEmpty();
        assertThat(chunks(" … . ! ", ChunkLimits.defaults())).isEmpty();
        assertThat(chunks("Привет.", ChunkLimits.defaults())).isEmpty();
    }

    @Test
    void theRestOfTheTextWaitsUntilItIsAskedFor() {
        Iterator<SpeechChunk> chunks = new SpeechChunker(this.phonemizer, ChunkLimits.defaults())
            .chunks("Hello there. " + "And so it goes on and on, without an end. ".repeat(20_000));

        assertThat(chunks.next().text()).startsWith("Hello there.").hasSizeLessThan(80);
    }

    @Test
    void limitsThatTheModelCannotKeepAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkLimits(60, 2, 511));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkLimits(0, 2, 400));
    }

    private List<SpeechChunk> chunks(String text, ChunkLimits limits) {
        List<SpeechChunk> chunks = new ArrayList<>();
        new SpeechChunker(this.phonemizer, limits).chunks(text).forEachRemaining(chunks::add);
        return chunks;
    }

}
