package io.parley.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.LiveTranscription;
import io.parley.speech.LiveTranscription.Hypothesis;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;

/** Long sound, step by step, with a language that is understood exactly. */
class LiveSessionTest {

    private static final int STEP = Samples.in(LiveSettings.DEFAULT.step());

    private final CodedSpeech speech = new CodedSpeech();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final List<Hypothesis> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void noWordIsLostOrDoubledHoweverLongTheSound(boolean times) throws Exception {
        Transcription whole = feed(times ? this.speech : new WithoutTimes(this.speech), CodedSpeech.say(0, 300));
        if (times) {
            assertThat(whole.text()).isEqualTo(CodedSpeech.text(0, 300));
            assertInOrder(whole);
        }
        else {
            // cut anywhere, a word may be split, which this language hears as noise
            assertThat(List.of(whole.text().split(" "))).filteredOn((word) -> word.startsWith("word"))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(290);
        }
        assertThat(whole.duration()).isEqualTo(Duration.ofSeconds(120));
        assertThat(String.join("", whole.segments().stream().map(TranscriptSegment::text).toList()).strip())
            .isEqualTo(whole.text());
        assertThat(this.speech.heard()).allMatch((heard) -> heard.compareTo(Duration.ofSeconds(25)) <= 0);
        assertThat(this.told).last().extracting(Hypothesis::finalText).isEqualTo(whole.text());
        for (int i = 1; i < this.told.size(); i++) {
            assertThat(this.told.get(i).finalText()).startsWith(this.told.get(i - 1).finalText());
        }
    }

    @Test
    void sentencesThatAreOverAreNotTranscribedAgain() throws Exception {
        feed(this.speech, CodedSpeech.say(0, 300));
        // context of 10 s, sentences of 4 s, and the words that are not final yet
        assertThat(this.speech.heard()).allMatch((heard) -> heard.compareTo(Duration.ofSeconds(17)) <= 0);
    }

    @Test
    void wordsAreFinalAfterTwoLooks() throws Exception {
        try (LiveTranscription live = open(this.speech)) {
            live.append(sound(CodedSpeech.say(0, 3)));
            this.speech.awaitRun();
            live.append(sound(CodedSpeech.say(3, 5)));
            this.speech.awaitRun();
            live.append(sound(CodedSpeech.say(5, 7)));
            this.speech.awaitRun();
            live.finish();
        }
        assertThat(this.told.get(0)).isEqualTo(new Hypothesis("", CodedSpeech.text(0, 3)));
        assertThat(this.told.get(1)).isEqualTo(new Hypothesis(CodedSpeech.text(0, 3), " " + CodedSpeech.text(3, 5)));
        assertThat(this.told.get(2)).isEqualTo(new Hypothesis(CodedSpeech.text(0, 5), " " + CodedSpeech.text(5, 7)));
        assertThat(this.meters.get("parley.live.delay").timer().count()).isEqualTo(7);
    }

    @Test
    void aPauseMakesWordsFinalAtOnceAndIsNotTranscribed() throws Exception {
        try (LiveTranscription live = open(this.speech)) {
            float[] wordsAndPause = Arrays.copyOf(CodedSpeech.say(0, 3), 3 * CodedSpeech.WORD + Samples.RATE);
            live.append(sound(wordsAndPause));
            this.speech.awaitRun();
            for (int i = 0; i < 20; i++) {
                live.append(sound(new float[Samples.RATE]));
                Thread.sleep(1);
            }
            live.append(sound(CodedSpeech.say(3, 6)));
            Transcription whole = live.finish();
            assertThat(whole.text()).isEqualTo(CodedSpeech.text(0, 6));
            assertThat(whole.segments()).hasSize(2);
            assertThat(whole.segments().get(1).start()).isBetween(Duration.ofMillis(22_000), Duration.ofMillis(22_500));
        }
        assertThat(this.told.getFirst()).isEqualTo(new Hypothesis(CodedSpeech.text(0, 3), ""));
        assertThat(this.speech.heard()).allMatch((heard) -> heard.compareTo(Duration.ofSeconds(4)) < 0);
    }

    @Test
    void silenceIsNeverGivenToTheModel() throws Exception {
        try (LiveTranscription live = open(this.speech)) {
            for (int i = 0; i < 25; i++) {
                live.append(sound(new float[Samples.RATE]));
            }
            Transcription whole = live.finish();
            assertThat(whole.text()).isEmpty();
            assertThat(whole.segments()).isEmpty();
            assertThat(whole.duration()).isEqualTo(Duration.ofSeconds(25));
        }
        assertThat(this.told).isEmpty();
        assertThat(this.speech.heard()).isEmpty();
    }

    @Test
    void tooMuchWaitingSoundIsRefusedAndTheRestGoesOn() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        Transcriber slow = (audio, options, sink, cancellation) -> {
            await(busy);
            return this.speech.transcribe(audio, options, sink, cancellation);
        };
        try (LiveTranscription live = open(slow)) {
            live.append(sound(CodedSpeech.say(0, 70)));
            assertThatThrownBy(() -> {
                live.append(sound(CodedSpeech.say(70, 130)));
                live.append(sound(CodedSpeech.say(130, 200)));
            }).isInstanceOf(SpeechException.Overloaded.class).hasMessageContaining("30 s");
            busy.countDown();
            assertThat(live.finish().text()).startsWith(CodedSpeech.text(0, 60));
        }
    }

    @Test
    void aBusyModelIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Transcriber busyAtFirst = (audio, options, sink, cancellation) -> {
            if (asked.getAndIncrement() < 2) {
                throw new SpeechException.Overloaded("busy", Duration.ofMillis(1));
            }
            return this.speech.transcribe(audio, options, sink, cancellation);
        };
        try (LiveTranscription live = open(busyAtFirst)) {
            live.append(sound(CodedSpeech.say(0, 4)));
            assertThat(live.finish().text()).isEqualTo(CodedSpeech.text(0, 4));
        }
    }

    @Test
    void whoeverBringsSoundLearnsThatTheModelIsGone() {
        SpeechException gone = new SpeechException.ModelUnavailable("gone", new IllegalStateException());
        Transcriber broken = (audio, options, sink, cancellation) -> {
            throw gone;
        };
        try (LiveTranscription live = open(broken)) {
            live.append(sound(CodedSpeech.say(0, 4)));
            assertThatThrownBy(live::finish).isSameAs(gone);
            assertThatThrownBy(() -> live.append(sound(CodedSpeech.say(0, 4)))).isSameAs(gone);
        }
    }

    @Test
    void closingEndsARunThatIsUnderWay() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Transcriber endless = (audio, options, sink, cancellation) -> {
            started.countDown();
            cancellation.onCancel(never::countDown);
            await(never);
            cancellation.check();
            throw new AssertionError("not cancelled");
        };
        LiveTranscription live = open(endless);
        live.append(sound(CodedSpeech.say(0, 4)));
        started.await();
        live.close();
        assertThatThrownBy(live::finish).isInstanceOf(CancellationException.class);
        assertThat(this.told).isEmpty();
    }

    private Transcription feed(Transcriber transcriber, float[] samples) throws InterruptedException {
        try (LiveTranscription live = open(transcriber)) {
            for (int at = 0; at < samples.length; at += STEP) {
                live.append(sound(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + STEP))));
                if (at + STEP <= samples.length) {
                    this.speech.awaitRun();
                }
            }
            return live.finish();
        }
    }

    private LiveTranscription open(Transcriber transcriber) {
        Transcribers one = new Transcribers() {

            @Override
            public Transcriber named(String model) {
                return transcriber;
            }

            @Override
            public List<String> models() {
                return List.of("coded");
            }

        };
        return new RetranscribedSpeechFactory(one, null, LiveSettings.DEFAULT, this.meters).open("coded",
                TranscriptionOptions.DEFAULT, this.told::add);
    }

    private static Pcm sound(float[] samples) {
        return new Pcm(samples, Samples.RATE);
    }

    private static void assertInOrder(Transcription whole) {
        Duration last = Duration.ZERO;
        for (TranscriptSegment segment : whole.segments()) {
            assertThat(segment.words()).isNotEmpty();
            assertThat(segment.start()).isGreaterThanOrEqualTo(last);
            for (var word : segment.words()) {
                assertThat(word.start()).isGreaterThanOrEqualTo(last);
                assertThat(word.end()).isGreaterThanOrEqualTo(word.start());
                last = word.end();
            }
            assertThat(segment.end()).isEqualTo(last);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            // the work is ended by its cancellation
            Thread.currentThread().interrupt();
        }
    }

    /** A transcriber that knows no times. */
    private record WithoutTimes(Transcriber transcriber) implements Transcriber {

        @Override
        public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
                Cancellation cancellation) {
            return this.transcriber.transcribe(audio, options, sink, cancellation);
        }

        @Override
        public void check(TranscriptionOptions options, Cancellation cancellation) {
            if (options.timestamps() != Timestamps.NONE) {
                throw new SpeechException.Unsupported("timestamps", "no times here");
            }
        }

    }

}
