package io.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.testing.TestModels;

/** On the vocabulary of Whisper base. */
class ByteLevelVocabularyTest {

    private final Path file = TestModels.whisperBase().resolve("tokenizer.json");

    private final ByteLevelVocabulary vocabulary = ByteLevelVocabulary.read(this.file);

    @ParameterizedTest
    @ValueSource(strings = { " Ask not what your country can do.", " Grüße aus Köln\n\t", "今日は、いい天気ですね。",
            "नमस्ते दुनिया", " 🦜 \u00a0\u00ad\u007f\u0000 ok" })
    void theBytesOfATextsTokensAreItsBytes(String text) {
        try (Tokenizer tokenizer = new HuggingFaceJsonTokenizer(this.file)) {
            int[] ids = tokenizer.encode(text);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int id : ids) {
                bytes.writeBytes(this.vocabulary.bytes(id));
            }
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
            assertThat(this.vocabulary.text(ids)).isEqualTo(text);
        }
    }

    @Test
    void controlTokensHaveNoText() {
        try (Tokenizer tokenizer = new HuggingFaceJsonTokenizer(this.file)) {
            int control = tokenizer.id("<|startoftranscript|>");
            assertThat(this.vocabulary.bytes(control)).isEmpty();
            assertThat(this.vocabulary.text(new int[] { control, tokenizer.encode(" ask")[0] })).isEqualTo(" ask");
        }
    }

}
