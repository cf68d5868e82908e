package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.pool.Scheduling;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.speech.windows.SpeechCutter;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/** A sound of many windows, several of which are transcribed at a time. */
class ParallelWindowsTest {

    private static final InferenceRuntime runtime = new InferenceRuntime(2);

    private static final InferenceRuntime oneByOne = new InferenceRuntime(2, Scheduling.LEAST_ATTAINED_SERVICE, false);

    private static final List<ModelPool> pools = new ArrayList<>();

    private static Transcriber parallel;

    private static Transcriber serial;

    private static long serialMemory;

    private static Pcm sound;

    @BeforeAll
    static void hear() {
        try (SpeechClips clips = new SpeechClips()) {
            List<float[]> said = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                said.add(clips.clip("speech/librispeech/1688-142285-000" + i + ".flac").samples());
            }
            for (int i = 0; i < 6; i++) {
                said.add(clips.clip("speech/librispeech/2033-164914-000" + i + ".flac").samples());
            }
            FloatBuffer joined = FloatBuffer.allocate(said.stream().mapToInt((clip) -> clip.length).sum());
            said.forEach(joined::put);
            sound = new Pcm(joined.array(), 16_000);
        }
        parallel = transcriber(runtime);
        serial = transcriber(oneByOne);
        serial.prepare(Cancellation.never());
        serialMemory = pools.getLast().memoryUsed();
    }

    @AfterAll
    static void close() {
        pools.forEach(ModelPool::close);
        assertThat(runtime.liveTensors()).isZero();
        runtime.close();
        oneByOne.close();
    }

    private static Transcriber transcriber(InferenceRuntime runtime) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ModelPool pool = new ModelPool(runtime,
                new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), meters);
        pools.add(pool);
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 2,
                DecodingSettings.DEFAULT);
        return new WhisperTranscribers(List.of(TestModels.whisperBaseEntry()), loader, pool, SpeechCutter.consecutive(),
                meters)
            .named("whisper-base");
    }

    @Test
    void oneWindowAloneTakesNoMoreMemoryAndSeveralAtATimeDo() {
        PcmSource clip = PcmSource.of(new Pcm(Arrays.copyOf(sound.samples(), 160_000), 16_000));
        Transcriber fresh = transcriber(runtime);
        ModelPool pool = pools.getLast();
        fresh.transcribe(clip, TranscriptionOptions.DEFAULT, (_) -> {
        }, Cancellation.never());
        long alone = pool.memoryUsed();
        assertThat(alone).as("side by side or not").isEqualTo(serialMemory);
        fresh.transcribe(PcmSource.of(sound), TranscriptionOptions.DEFAULT, (_) -> {
        }, Cancellation.never());
        assertThat(pool.memoryUsed()).isGreaterThan(alone + (50L << 20));
    }

    @ParameterizedTest
    @EnumSource(names = { "NONE", "WORDS" })
    void theTranscriptIsThatOfOneWindowAfterTheOther(Timestamps timestamps) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withTimestamps(timestamps);
        Transcription expected = serial.transcribe(PcmSource.of(sound), options, (_) -> {
        }, Cancellation.never());
        List<TranscriptSegment> told = new ArrayList<>();
        Transcription transcription = parallel.transcribe(PcmSource.of(sound), options, told::add,
                Cancellation.never());
        assertThat(told).hasSizeGreaterThan(3).isEqualTo(transcription.segments());
        assertThat(transcription.text()).isEqualTo(expected.text());
        assertThat(transcription).usingRecursiveComparison()
            .withComparatorForType((a, b) -> (Math.abs(a - b) < 1e-3) ? 0 : Double.compare(a, b), Double.class)
            .withComparatorForType((a, b) -> (Math.abs(a - b) < 1e-3) ? 0 : Float.compare(a, b), Float.class)
            .isEqualTo(expected);
    }

    @Test
    void whoGoesAwayLeavesNoWindowBehind() {
        Cancellation cancellation = new Cancellation();
        List<TranscriptSegment> told = new ArrayList<>();
        assertThatThrownBy(() -> parallel.transcribe(PcmSource.of(sound), TranscriptionOptions.DEFAULT, (piece) -> {
            told.add(piece);
            if (told.size() == 2) {
                cancellation.cancel();
            }
        }, cancellation)).isInstanceOf(CancellationException.class);
        List<TranscriptSegment> again = new ArrayList<>();
        assertThatThrownBy(() -> parallel.transcribe(PcmSource.of(sound), TranscriptionOptions.DEFAULT, (piece) -> {
            again.add(piece);
            if (again.size() == 2) {
                throw new IllegalStateException("nobody listens any more");
            }
        }, Cancellation.never())).isInstanceOf(IllegalStateException.class);
        assertThat(parallel.transcribe(PcmSource.of(sound), TranscriptionOptions.DEFAULT, (_) -> {
        }, Cancellation.never()).segments()).hasSizeGreaterThan(3);
    }

}
