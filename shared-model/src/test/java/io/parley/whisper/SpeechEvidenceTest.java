package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.Ending;

class SpeechEvidenceTest {

    @ParameterizedTest
    @CsvSource({ "0.3, -0.3, 0.1, Yes., false", "0.3, -0.9, 0.1, Yes., false", "0.3, -1, 0.1, Yes., true",
            "0.3, -0.6, 0.4, Yes., true", "0.6, -1, 0.1, Yes., false", "0.6, -0.9, 0.5, Thank you., true",
            "0.6, -0.9, 0.4, Thank you., false", "0.19, -0.4, 0.3, 'Don''t go, don''t go, don''t go.', true",
            "0.45, -0.4, 0.3, Extraordinary., false" })
    void shortSpeechIsBelievedIfItIsLikelyAndCanBeSaidInTheTime(double seconds, double logProbability, double noSpeech,
            String text, boolean against) {
        DecodedWindow window = new DecodedWindow("en", null, new int[0], new float[0], false, Ending.END_OF_TEXT, 0,
                logProbability, 1, noSpeech);
        assertThat(new SpeechEvidence((int) (16_000 * seconds)).isAgainst(window, text)).isEqualTo(against);
    }

    @ParameterizedTest
    @CsvSource({
            "10, 'And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.', false",
            "20, A text of which nobody knows what all was left out before, true",
            "4.5, 'What was said before all of this is not there.', false", "4.5, Is not there., true",
            "3, Yes., false", "9, 今天天气很好我们一起去公园散步吧然后回家吃饭看电视睡觉明天再说好不好啊你们, false" })
    void longSpeechHasMoreToSayThanALittle(double seconds, String text, boolean more) {
        assertThat(new SpeechEvidence((int) (16_000 * seconds)).isMoreThan(text)).isEqualTo(more);
    }

}
