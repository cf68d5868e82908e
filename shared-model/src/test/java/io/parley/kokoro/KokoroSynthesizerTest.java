package io.parley.kokoro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.SincResampler;
import io.parley.catalog.Catalog;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.Voice;
import io.parley.testing.TestTranscribers;
import io.parley.text.Accent;
import io.parley.text.phonemes.ChunkLimits;

/** The real model, heard by real Whisper. */
class KokoroSynthesizerTest {

    private static final String SENTENCE = "The doctor said that regular sleep is more important than most people think.";

    /** Three clauses, so three pieces where pieces are short. */
    private static final String CLAUSES = "When the rain had stopped, we walked to the harbour. The boats were gone.";

    private static TestKokoro kokoro;

    private static Transcriber whisper;

    @BeforeAll
    static void start() {
        kokoro = new TestKokoro();
        whisper = TestTranscribers.whisperBase(kokoro.pool, kokoro.meters).named("whisper-base");
    }

    @AfterAll
    static void stop() {
        kokoro.close();
    }

    private static SynthesisOptions voice(String voice) {
        return new SynthesisOptions(voice, 1, 0);
    }

    private static String heard(Pcm sound) {
        String text = whisper
            .transcribe(new SincResampler(KokoroModel.SAMPLE_RATE, 16_000).resample(PcmSource.of(sound)),
                    TranscriptionOptions.DEFAULT.withLanguage("en"), Cancellation.never())
            .text();
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "").strip().replaceAll(" +", " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            af_heart   | Your package will arrive on Thursday in the morning.
            am_michael | Please transfer the call to the billing department when the customer is ready.
            bf_emma    | Nobody expected the small company to grow so quickly in its first year.
            bm_george  | Turn left at the traffic lights and park behind the white building.
            nova       | Did you leave the keys on the kitchen table?
            """)
    void whatIsSaidIsUnderstood(String voice, String sentence) {
        String said = sentence.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "");

        assertThat(heard(kokoro.speak(sentence, voice(voice)))).isEqualTo(said);
    }

    @Test
    void numbersAreSaidAsPeopleSayThemUnlessTheTextIsSaidAsItStands() {
        String text = "The train leaves at platform 42.";

        Pcm normalized = kokoro.speak(text, voice("af_heart"));
        Pcm digits = kokoro.speak(text, new SynthesisOptions("af_heart", 1, false, 0));

        assertThat(normalized.samples())
            .isEqualTo(kokoro.speak("The train leaves at platform forty-two.", voice("af_heart")).samples());
        assertThat(digits.samples()).isNotEqualTo(normalized.samples());
    }

    @Test
    void speedChangesTheLengthInProportion() {
        double normal = speaking(kokoro.speak(SENTENCE, new SynthesisOptions("af_heart", 1, 0)));

        assertThat(speaking(kokoro.speak(SENTENCE, new SynthesisOptions("af_heart", 0.5, 0)))).isCloseTo(2 * normal,
                within(0.2 * normal));
        assertThat(speaking(kokoro.speak(SENTENCE, new SynthesisOptions("af_heart", 2, 0)))).isCloseTo(normal / 2,
                within(0.05 * normal));
    }

    private static double speaking(Pcm sound) {
        SpeechBounds bounds = SpeechBounds.of(sound.samples());
        return (double) (bounds.end() - bounds.start()) / sound.sampleRate();
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0.5, 2 })
    void slowAndFastSpeechIsUnderstood(double speed) {
        assertThat(heard(kokoro.speak(SENTENCE, new SynthesisOptions("af_heart", speed, 0))))
            .isEqualTo("the doctor said that regular sleep is more important than most people think");
    }

    @Test
    void bothSidesOfEverySeamAreSilent() {
        List<float[]> sent = kokoro.pieces(kokoro.synthesizer(new ChunkLimits(10, 1, 400)), CLAUSES, voice("af_bella"));

        int seams = 0;
        float[] before = sent.getFirst();
        for (float[] after : sent.subList(1, sent.size())) {
            // pauses and the end are silence that the model did not make
            if (after[0] == 0 && after[1] == 0) {
                seams++;
                assertThat(before[before.length - 1]).isZero();
                assertThat(level(before, before.length - 120, before.length)).isLessThan(-50);
                assertThat(level(after, 0, Math.min(120, after.length))).isLessThan(-50);
            }
            before = TestKokoro.joined(List.of(before, after)).samples();
        }
        assertThat(seams).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "af_heart", "bm_george" })
    void theWindowsOfAPieceSoundLikeThePublishedGraphInOneRun(String voice) {
        List<float[]> sent = kokoro.pieces(kokoro.synthesizer, CLAUSES, voice(voice));
        float[] published = kokoro.published(CLAUSES, voice);

        assertThat(sent).hasSizeGreaterThan(3);
        List<Double> expected = pauses(published);
        List<Double> pauses = pauses(TestKokoro.joined(sent).samples());
        assertThat(pauses).hasSameSizeAs(expected);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isCloseTo(expected.get(i), within(0.05));
        }
        SpeechBounds speech = SpeechBounds.of(published);
        assertThat(speaking(TestKokoro.joined(sent))).isCloseTo((speech.end() - speech.start()) / 24_000.0,
                within(0.1));
    }

    /** Root mean square, in dB of full scale. */
    private static double level(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return 10 * Math.log10(sum / (to - from) + 1e-20);
    }

    /** Silences between words of at least 120 ms, in seconds. */
    private static List<Double> pauses(float[] samples) {
        SpeechBounds speech = SpeechBounds.of(samples);
        List<Double> pauses = new ArrayList<>();
        int silent = 0;
        for (int i = speech.start(); i < speech.end(); i += SpeechBounds.WINDOW) {
            if (level(samples, i, i + SpeechBounds.WINDOW) < -50) {
                silent++;
            }
            else {
                if (silent >= 24) {
                    pauses.add(silent * 0.005);
                }
                silent = 0;
            }
        }
        return pauses;
    }

    @Test
    void aMixIsAVoiceOfItsOwnInTheAccentOfTheHeavier() {
        Pcm mixed = kokoro.speak("Hello there.", voice("af_heart(2)+bf_emma(1)"));

        assertThat(mixed.samples()).isNotEqualTo(kokoro.speak("Hello there.", voice("af_heart")).samples());
        KokoroVoices voices = new KokoroVoices(Catalog.builtIn().entry("kokoro-82m"));
        assertThat(voices.named("af_heart(2)+bf_emma(1)").accent()).isEqualTo(Accent.AMERICAN);
        assertThat(voices.named("af_heart+fable(1.5)").accent()).isEqualTo(Accent.BRITISH);
        assertThat(kokoro.speak("Hello there.", voice("bf_emma(3)+bf_emma(4)")).samples())
            .isEqualTo(kokoro.speak("Hello there.", voice("bf_emma")).samples());
    }

    @Test
    void everyVoiceOfOpenAiAndEveryEnglishVoiceIsThere() {
        List<Voice> voices = kokoro.synthesizer.voices();

        assertThat(voices).hasSize(28).first().extracting(Voice::id).isEqualTo("af_heart");
        assertThat(voices.stream().flatMap((voice) -> voice.aliases().stream())).containsExactlyInAnyOrder("alloy",
                "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin",
                "cedar");
    }

    @ParameterizedTest
    @ValueSource(strings = { "nobody", "", "af_heart(0)", "af_heart+", "af_heart(-1)", "af_heart(x)", "../af_heart" })
    void aVoiceThatIsNoneIsRefused(String voice) {
        assertThatExceptionOfType(SpeechException.Unsupported.class)
            .isThrownBy(() -> kokoro.speak("Hello.", voice(voice)))
            .satisfies((ex) -> assertThat(ex.field()).isEqualTo("voice"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "   ", "\uD83D\uDE00\uD83C\uDF89", "...", "\u4f60\u597d" })
    void aTextWithNothingToSayIsRefused(String text) {
        assertThatExceptionOfType(SpeechException.Unsupported.class)
            .isThrownBy(() -> kokoro.speak(text, voice("af_heart")))
            .satisfies((ex) -> assertThat(ex.field()).isEqualTo("input"));
    }

    @Test
    void whoHangsUpLeavesTheModelToTheNext() {
        Cancellation cancellation = new Cancellation();
        List<Pcm> sent = new ArrayList<>();

        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> kokoro.synthesizer(new ChunkLimits(10, 1, 400))
                .synthesize(CLAUSES.repeat(5), voice("af_heart"), (sound) -> {
                    sent.add(sound);
                    cancellation.cancel();
                }, cancellation));

        assertThat(sent).hasSize(1);
        // the pool gives this model to one at a time
        assertThat(kokoro.speak("Next, please.", voice("af_heart")).samples()).isNotEmpty();
    }

    @Test
    void aShortTextIsSaidBetweenTheWindowsOfALongOne() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Thread next = new Thread(() -> {
            kokoro.speak("Next, please.", voice("af_heart"));
            said.add("short");
        });
        int[] windows = new int[1];

        // long enough to have had its share of the time before it ends
        kokoro.synthesizer.synthesize((CLAUSES + " ").repeat(8), voice("af_heart"), (_) -> {
            if (windows[0]++ == 0) {
                next.start();
                while (next.getState() == Thread.State.RUNNABLE) {
                    Thread.onSpinWait();
                }
            }
            said.add("long");
        }, Cancellation.never());
        next.join();

        assertThat(List.copyOf(said).indexOf("short")).isBetween(1, windows[0] - 1);
    }

    @Test
    void theTimeToFirstSoundAndTheRealTimeFactorAreCounted() {
        Synthesis result = kokoro.synthesizer.synthesize("Hello.", voice("af_heart"), (sound) -> {
        }, Cancellation.never());

        assertThat(result.truncated()).isFalse();
        assertThat(result.duration()).isPositive();
        assertThat(result.usage().input()).isPositive();
        assertThat(kokoro.meters.get("parley.speech.first.audio").tag("model", "kokoro-82m").timer().count())
            .isPositive();
        assertThat(kokoro.meters.get("parley.speech.real.time.factor").tag("model", "kokoro-82m").summary().max())
            .isPositive();
    }

}
