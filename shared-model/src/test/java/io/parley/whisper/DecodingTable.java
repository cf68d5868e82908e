package io.parley.whisper;

import java.io.IOException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import tools.jackson.databind.json.JsonMapper;

import io.parley.speech.windows.SpeechCutter;
import io.parley.catalog.Catalog;
import io.parley.silero.SileroLoader;
import io.parley.silero.SileroVoiceActivityDetector;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import java.time.Duration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.testing.TestModels;
import io.parley.speech.windows.SpeechWindow;
import io.parley.whisper.decoding.DecodingSettings;

/**
 * Transcribes files with several settings in turns, behind a detector of speech, and
 * writes what each made of each as lines of JSON: for tables of word error rates and
 * relative costs. Arguments: the output, then {@code name=beam,short,timestamps} for each
 * setting, then {@code --}, then files below the shared data.
 */
final class DecodingTable {

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory
        .getPlatformMXBean(OperatingSystemMXBean.class);

    private DecodingTable() {
    }

    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        int files = all.indexOf("--");
        Map<String, WhisperModel> models = new LinkedHashMap<>();
        Map<String, TranscriptionOptions> options = new LinkedHashMap<>();
        try (InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
                SharedClips clips = new SharedClips();
                ModelPool pool = new ModelPool(runtime,
                        new PoolSettings(1L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), METERS);
                PrintStream output = new PrintStream(new FileOutputStream(all.getFirst()), true,
                        StandardCharsets.UTF_8)) {
            SpeechCutter cutter = new SpeechCutter(
                    new SileroVoiceActivityDetector(Catalog.builtIn().entry("silero-vad"),
                            new SileroLoader(TestModels.store(), PullListener.none(), TestModels.sileroCompiler()),
                            pool, METERS));
            for (String setting : all.subList(1, files)) {
                String name = setting.substring(0, setting.indexOf('='));
                String[] values = setting.substring(name.length() + 1).split(",");
                models.put(name, model(runtime, settings(values)));
                options.put(name,
                        TranscriptionOptions.DEFAULT.withLanguage("en").withTimestamps(Timestamps.valueOf(values[2])));
            }
            for (String file : all.subList(files + 1, all.size())) {
                float[] samples = clips.samples(file);
                for (Map.Entry<String, WhisperModel> entry : models.entrySet()) {
                    long cpu = SYSTEM.getProcessCpuTime();
                    long wall = System.nanoTime();
                    Transcription text = transcribe(entry.getValue(), cutter, samples, options.get(entry.getKey()));
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("setting", entry.getKey());
                    line.put("file", file);
                    line.put("wall", (System.nanoTime() - wall) / 1e9);
                    line.put("cpu", (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
                    line.put("text", text.text());
                    line.put("segments",
                            text.segments()
                                .stream()
                                .map((segment) -> List.of(segment.start().toMillis(), segment.end().toMillis(),
                                        segment.text(), segment.decoding().toString()))
                                .toList());
                    output.println(JsonMapper.shared().writeValueAsString(line));
                }
            }
            models.values().forEach(WhisperModel::close);
        }
    }

    private static DecodingSettings settings(String[] values) {
        return DecodingSettings.DEFAULT.withBeamWidth(Integer.parseInt(values[0]))
            .withShortWindow(Boolean.parseBoolean(values[1]));
    }

    private static WhisperModel model(InferenceRuntime runtime, DecodingSettings settings) {
        Precision precision = Precision.valueOf(System.getProperty("precision", "INT8"));
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), precision, 1, settings);
        return loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime);
    }

    private static Transcription transcribe(WhisperModel model, SpeechCutter cutter, float[] samples,
            TranscriptionOptions options) {
        return cutter.cut(PcmSource.of(new Pcm(samples, 16_000)), options, Cancellation.never(), (windows) -> {
            WhisperTranscript transcript = new WhisperTranscript(model, options, TranscriptSink.none());
            for (SpeechWindow window = windows.next(Cancellation.never()); window != null; window = windows
                .next(Cancellation.never())) {
                transcript.heard(window);
                transcript.add(transcript.window(transcript::last).transcribe(window, Cancellation.never()));
            }
            return transcript.transcription(windows.total());
        });
    }

}
