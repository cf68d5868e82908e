package io.parley.whisper.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.testing.TestModels;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;

/**
 * On the tokenizer of Whisper base, and its size less one as English-only models have.
 */
class WhisperVocabularyTest {

    private static final List<Integer> ENGLISH_AND_GERMAN = List.of(50_259, 50_261);

    @Test
    void anEnglishOnlyModelDoesNotTranslate() {
        assertThatThrownBy(() -> vocabulary(51_864).check(Task.TRANSLATE)).isInstanceOfSatisfying(
                SpeechException.Unsupported.class, (ex) -> assertThat(ex.field()).isEqualTo("model"));
        assertThatCode(() -> vocabulary(51_864).check(Task.TRANSCRIBE)).doesNotThrowAnyException();
        assertThatCode(() -> vocabulary(51_865).check(Task.TRANSLATE)).doesNotThrowAnyException();
    }

    @Test
    void taskAndTimesAreAskedForByTheirTokens() {
        WhisperVocabulary vocabulary = vocabulary(51_865);
        assertThat(vocabulary.taskTokens("de", Task.TRANSLATE, true)).containsExactly(50_261, 50_358);
        assertThat(vocabulary.taskTokens("en", Task.TRANSCRIBE, false)).containsExactly(50_259, 50_359, 50_363);
        assertThat(vocabulary(51_864).taskTokens("en", Task.TRANSCRIBE, false)).containsExactly(50_363);
        assertThat(vocabulary(51_864).taskTokens("en", Task.TRANSCRIBE, true)).isEmpty();
    }

    private static WhisperVocabulary vocabulary(int size) {
        try (Tokenizer tokenizer = new HuggingFaceJsonTokenizer(TestModels.whisperBase().resolve("tokenizer.json"))) {
            return new WhisperVocabulary(tokenizer, ENGLISH_AND_GERMAN, size);
        }
    }

}
