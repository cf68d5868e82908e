package io.parley.whisper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ComputeTime;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.silero.SileroLoader;
import io.parley.silero.SileroVoiceActivityDetector;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.speech.windows.SpeechCutter;
import io.parley.testing.OtherWork;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/**
 * Prints how much of a transcription is spent outside of the graphs' runs: in features,
 * detection of speech, search, and text. Not a test; {@code bench/inner_loops.py} runs
 * it. Arguments: how many rounds, and files below the shared data's audio.
 */
final class WhisperCosts {

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static final Cancellation NEVER = Cancellation.never();

    private WhisperCosts() {
    }

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        List<Pcm> sounds = new ArrayList<>();
        try (SpeechClips clips = new SpeechClips()) {
            List.of(arguments).subList(1, arguments.length).forEach((file) -> sounds.add(clips.clip(file)));
        }
        for (int beams : new int[] { 5, 1 }) {
            measure(sounds, rounds, beams);
        }
    }

    private static void measure(List<Pcm> sounds, int rounds, int beams) {
        try (InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
                ModelPool pool = new ModelPool(runtime,
                        new PoolSettings(1L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), METERS)) {
            SpeechCutter cutter = new SpeechCutter(
                    new SileroVoiceActivityDetector(Catalog.builtIn().entry("silero-vad"),
                            new SileroLoader(TestModels.store(), PullListener.none(), TestModels.sileroCompiler()),
                            pool, METERS));
            WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                    new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 1,
                    DecodingSettings.DEFAULT.withBeamWidth(beams));
            WhisperTranscriber transcriber = new WhisperTranscriber(pool, loader.spec(TestModels.whisperBaseEntry()),
                    cutter, METERS);
            for (Timestamps timestamps : new Timestamps[] { Timestamps.NONE, Timestamps.WORDS }) {
                measure(transcriber, sounds, timestamps, rounds, beams);
            }
        }
    }

    private static void measure(WhisperTranscriber transcriber, List<Pcm> sounds, Timestamps timestamps, int rounds,
            int beams) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withLanguage("en").withTimestamps(timestamps);
        for (int round = 0; round < rounds; round++) {
            OtherWork others = new OtherWork();
            long start = System.nanoTime();
            int[] tokens = new int[1];
            double outside = ComputeTime.shareOutsideOfRuns(() -> {
                for (Pcm sound : sounds) {
                    Transcription transcription = transcriber.transcribe(PcmSource.of(sound), options,
                            TranscriptSink.none(), NEVER);
                    tokens[0] += transcription.usage().output();
                }
                return tokens;
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%d beams, times %s: %.2f s, %d tokens, %.2f %% outside of runs, %.0f us a token (%s)%n",
                    beams, timestamps, seconds, tokens[0], 100 * outside, 1e6 * outside * seconds / tokens[0], others);
        }
    }

}
