package io.parley.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorsTest {

    @ParameterizedTest
    @CsvSource({ "the cat sat on the mat,   the cat sat on the mat,   0, 6", //
            "the cat sat on the mat,   the cat sat on mat,       1, 6", // a word left out
            "the cat sat on the mat,   the big cat sat on the mat, 1, 6", // one too many
            "the cat sat on the mat,   the bat sat on the mat,   1, 6", // another word
            "the cat sat,              sat the cat,              2, 3", // order counts
            "one two,                  three four five six,      4, 2", // above 100 %
            "one two,                  '',                       2, 2", // nothing heard
            "'',                       one two,                  2, 0" })
    void countsTheFewestChangesOfWords(String said, String heard, int errors, int words) {
        assertThat(WordErrors.between(EnglishWords.of(said), EnglishWords.of(heard)))
            .isEqualTo(new WordErrors(errors, words));
    }

    @Test
    void theRateOfSeveralTextsIsByAllTheirWordsAndNotTheMeanOfTheirRates() {
        WordErrors together = new WordErrors(1, 1).plus(new WordErrors(0, 9));

        assertThat(together.rate()).isCloseTo(0.1, within(1e-12));
        assertThat(WordErrors.NONE.rate()).isNaN();
    }

    @Test
    void writingDoesNotCountButWordsDo() {
        assertThat(
                EnglishWords.of("  \u201cDon\u2019t,\u201d she said\u2014twice; 'no' \u2026 ROCK-\u2019n\u2019-roll! "))
            .isEqualTo(List.of("don't", "she", "said", "twice", "no", "rock", "n", "roll"));
        // what Whisper's normaliser would even out and this one does not
        assertThat(EnglishWords.of("20 colour")).isNotEqualTo(EnglishWords.of("twenty color"));
    }

}
