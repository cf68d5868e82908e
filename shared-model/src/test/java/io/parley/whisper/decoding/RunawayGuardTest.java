package io.parley.whisper.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.text.ByteLevelVocabulary;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;
import io.parley.testing.TestModels;

/** On the vocabulary of Whisper base. */
class RunawayGuardTest {

    private static Tokenizer tokenizer;

    private static ByteLevelVocabulary vocabulary;

    @BeforeAll
    static void read() {
        Path file = TestModels.whisperBase().resolve("tokenizer.json");
        tokenizer = new HuggingFaceJsonTokenizer(file);
        vocabulary = ByteLevelVocabulary.read(file);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { " you", " Thank you.", " ask what you can do for your country, and then",
            " it was the best of times, it was the worst," })
    void aPhraseAgainAndAgainIsStoppedTheThirdTime(String phrase) {
        String before = " And so he said";
        int length = tokenizer.encode(phrase).length;
        int loop = tokenizer.encode(before).length + Math.max(3 * length, 8);
        assertThat(stop(before + phrase.repeat(9), 30)).isEqualTo(loop);
    }

    @ParameterizedTest
    @ValueSource(strings = { " No, no, no, I said no!", " It was the best of times, it was the worst of times.",
            " One, two, three, four, five, six, seven, eight, nine, ten.", " Yes. Yes. Yes." })
    void whatPeopleSayTwiceOrThriceIsNot(String text) {
        assertThat(stop(text, 10)).isZero();
    }

    @Test
    void moreThanCanBeSpokenIsStopped() {
        String speech = " Four score and seven years ago our fathers brought forth upon this continent a new nation,"
                + " conceived in liberty and dedicated to the proposition that all men are created equal.";
        assertThat(stop(speech, 9)).isZero();
        assertThat(stop(speech, 1)).isPositive();
    }

    @Test
    void writingOfManyTokensAWordIsNotTooMuch() {
        // eight seconds at an unhurried pace
        String hindi = "भारत एक विशाल देश है और यहाँ अनेक भाषाएँ बोली जाती हैं, जिनमें हिन्दी सबसे अधिक लोगों द्वारा बोली जाती है।";
        assertThat(tokenizer.encode(hindi).length).isGreaterThan(12 + 9 * 8);
        assertThat(stop(hindi, 8)).isZero();
    }

    @Test
    void aSentenceSaidTwiceInARowIsDoubled() {
        assertThat(doubled(" Hold on, hold fast, hold out. Patience is genius. Hold on, hold fast, hold out, patience"
                + " is genius."))
            .isTrue();
        assertThat(doubled(" 今日はとてもいい天気ですね。今日はとてもいい天気ですね。")).isTrue();
        assertThat(doubled(" It was the best of times, it was the worst of times, it was the age of wisdom."))
            .isFalse();
        assertThat(doubled(" Hold on, hold on, hold fast.")).isFalse();
    }

    private static boolean doubled(String text) {
        return new RunawayGuard(vocabulary, 50_257, 10).doubled(tokenizer.encode(text));
    }

    /** How many tokens a text has when it is stopped; zero if it is not. */
    private static int stop(String text, double seconds) {
        int[] tokens = tokenizer.encode(text);
        RunawayGuard guard = new RunawayGuard(vocabulary, 50_257, seconds);
        return IntStream.rangeClosed(1, tokens.length)
            .filter((count) -> guard.stops(Arrays.copyOf(tokens, count)))
            .findFirst()
            .orElse(0);
    }

}
