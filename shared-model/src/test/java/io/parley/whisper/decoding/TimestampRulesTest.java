package io.parley.whisper.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.parley.testing.TestModels;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;

/** On the vocabulary of Whisper base. */
class TimestampRulesTest {

    private static final int WORD = 1_000;

    private final WhisperVocabulary vocabulary = vocabulary();

    private final int end = this.vocabulary.endOfText();

    private final int zero = this.vocabulary.firstTime();

    private final TimestampRules rules = new TimestampRules(this.vocabulary);

    @Test
    void aTextBeginsWithATimeInTheFirstSecond() {
        assertThat(allowed())
            .containsExactlyElementsOf(IntStream.rangeClosed(this.zero, this.zero + 50).boxed().toList());
    }

    @Test
    void wordsFollowTheFirstTime() {
        assertThat(allowed(this.zero)).contains(WORD, this.end).allMatch((id) -> id < this.zero);
    }

    @Test
    void anEndIsFollowedByABeginningThatIsNotBeforeItOrByTheTextsEnd() {
        assertThat(allowed(this.zero, WORD, this.zero + 100)).contains(this.end, this.zero + 100, this.zero + 101)
            .doesNotContain(WORD, this.zero, this.zero + 99);
    }

    @Test
    void aPieceTakesTimeAndTimesDoNotGoBack() {
        assertThat(allowed(this.zero + 7, WORD)).contains(WORD, this.end, this.zero + 8)
            .doesNotContain(this.zero, this.zero + 7);
    }

    @Test
    void aTimeComesWhenAllTimesTogetherAreLikelierThanAnyWord() {
        float[] values = new float[this.vocabulary.size()];
        values[WORD] = 5;
        TokenScores scores = new TokenScores(values);
        // e^5 against 1,500 times e^0
        this.rules.apply(scores, new int[] { this.zero, WORD });
        assertThat(scores.best(1)[0]).isEqualTo(this.zero + 1);
        values = new float[this.vocabulary.size()];
        values[WORD] = 9;
        scores = new TokenScores(values);
        this.rules.apply(scores, new int[] { this.zero, WORD });
        assertThat(scores.best(1)[0]).isEqualTo(WORD);
    }

    /** What may come next, where words are likely enough. */
    private List<Integer> allowed(int... text) {
        float[] values = new float[this.vocabulary.size()];
        Arrays.fill(values, 0, this.zero, 20);
        TokenScores scores = new TokenScores(values);
        this.rules.apply(scores, text);
        return IntStream.range(0, values.length)
            .filter((id) -> scores.of(id) > Float.NEGATIVE_INFINITY)
            .boxed()
            .toList();
    }

    static WhisperVocabulary vocabulary() {
        try (Tokenizer tokenizer = new HuggingFaceJsonTokenizer(TestModels.whisperBase().resolve("tokenizer.json"))) {
            return new WhisperVocabulary(tokenizer, List.of(), 51_865);
        }
    }

}
