package io.parley.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Texts that only repeat themselves. */
class RepetitionRuleTest {

    private final RepetitionRule rule = new RepetitionRule(4, 3, 8);

    @Test
    void aPhraseThatComesOftenEnoughIsALoop() {
        assertThat(isLoop(9, 1, 2, 3, 1, 2, 3, 1, 2, 3)).isTrue();
        assertThat(isLoop(9, 1, 2, 3, 1, 2, 3, 1, 2)).isFalse();
        assertThat(isLoop(1, 2, 3, 1, 2, 3, 1, 2, 4)).isFalse();
    }

    @Test
    void shortPhrasesComeMoreOften() {
        assertThat(isLoop(7, 7, 7, 7, 7, 7, 7)).isFalse();
        assertThat(isLoop(7, 7, 7, 7, 7, 7, 7, 7)).isTrue();
        assertThat(isLoop(1, 2, 1, 2, 1, 2)).isFalse();
    }

    @Test
    void longerPhrasesAndOldOnesDoNotCount() {
        assertThat(isLoop(1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5)).isFalse();
        assertThat(isLoop(1, 2, 3, 1, 2, 3, 1, 2, 3, 4)).isFalse();
        assertThat(this.rule.isLoop(IntStream.generate(() -> 7).limit(20).toArray(), 5)).isFalse();
    }

    private boolean isLoop(int... tokens) {
        return this.rule.isLoop(tokens, tokens.length);
    }

}
