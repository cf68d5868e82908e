package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.testing.TestModels;
import io.parley.text.ByteLevelVocabulary;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;
import io.parley.whisper.SegmentSplitter.Piece;

class SentencePiecesTest {

    private final Path file = TestModels.whisperBase().resolve("tokenizer.json");

    @ParameterizedTest
    @ValueSource(strings = { " Hello there.~ How are you?", " Mr. Fish has 3.5 fins.~ \"So!\" he said",
            " ... Well.~ Yes... ♪♪", "今日は。~晴れです。", " no mark at all" })
    void sentencesMakeUpTheText(String sentences) {
        ByteLevelVocabulary vocabulary = ByteLevelVocabulary.read(this.file);
        int[] tokens;
        try (Tokenizer tokenizer = new HuggingFaceJsonTokenizer(this.file)) {
            tokens = tokenizer.encodePlain(sentences.replace("~", ""));
        }
        List<Piece> pieces = new SentencePieces(vocabulary).split(tokens, 5_000);
        assertThat(
                pieces.stream().map((piece) -> vocabulary.text(Arrays.copyOfRange(tokens, piece.from(), piece.to()))))
            .containsExactly(sentences.split("~"));
    }

}
