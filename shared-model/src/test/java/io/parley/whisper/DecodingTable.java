package io.parley.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import tools.jackson.databind.json.JsonMapper;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.WindowReader;
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
 * Decodes files with several settings in turns, and writes what each made of each as
 * lines of JSON: for tables of word error rates and relative costs. Arguments: the
 * output, then {@code name=beam,patience,short,carry,timestamps} for each setting, then
 * {@code --}, then files below the shared data.
 */
final class DecodingTable {

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
                PrintStream output = new PrintStream(all.getFirst(), StandardCharsets.UTF_8)) {
            for (String setting : all.subList(1, files)) {
                String name = setting.substring(0, setting.indexOf('='));
                String[] values = setting.substring(name.length() + 1).split(",");
                models.put(name, model(runtime, settings(values)));
                options.put(name,
                        TranscriptionOptions.DEFAULT.withLanguage("en").withTimestamps(Timestamps.valueOf(values[4])));
            }
            for (String file : all.subList(files + 1, all.size())) {
                float[] samples = clips.samples(file);
                for (Map.Entry<String, WhisperModel> entry : models.entrySet()) {
                    long cpu = SYSTEM.getProcessCpuTime();
                    long wall = System.nanoTime();
                    Transcription text = transcribe(entry.getValue(), samples, options.get(entry.getKey()));
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("setting", entry.getKey());
                    line.put("file", file);
                    line.put("wall", (System.nanoTime() - wall) / 1e9);
                    line.put("cpu", (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
                    line.put("text", text.text());
                    line.put("decoding",
                            text.segments().stream().map((segment) -> segment.decoding().toString()).toList());
                    output.println(JsonMapper.shared().writeValueAsString(line));
                }
            }
            models.values().forEach(WhisperModel::close);
        }
    }

    private static DecodingSettings settings(String[] values) {
        return DecodingSettings.DEFAULT.withBeamWidth(Integer.parseInt(values[0]))
            .withPatience(Double.parseDouble(values[1]))
            .withShortWindow(Boolean.parseBoolean(values[2]))
            .withCarryText(Boolean.parseBoolean(values[3]));
    }

    private static WhisperModel model(InferenceRuntime runtime, DecodingSettings settings) {
        Precision precision = Precision.valueOf(System.getProperty("precision", "INT8"));
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), precision, 1, settings);
        return loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime);
    }

    private static Transcription transcribe(WhisperModel model, float[] samples, TranscriptionOptions options) {
        WindowTranscriber transcriber = new WindowTranscriber(model, options, TranscriptSink.none());
        WindowReader windows = new WindowReader(PcmSource.of(new Pcm(samples, 16_000)), transcriber.longestWindow());
        long heard = 0;
        for (float[] window = windows.next(); window != null; window = windows.next()) {
            transcriber.transcribe(new SpeechWindow(window, heard, 1, window.length), Cancellation.never());
            heard += window.length;
        }
        return transcriber.transcription(heard);
    }

}
