package io.parley.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.silero.SileroLoader;
import io.parley.silero.SileroVoiceActivityDetector;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.windows.SpeechWindow;
import io.parley.testing.SharedData;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.DecodingSettings;
import io.parley.whisper.decoding.WindowDecoder;
import io.parley.whisper.decoding.WindowRequest;

/**
 * Writes what speaks for each window's text, as lines of JSON, whether or not
 * {@link SpeechEvidence} believes it: for the files of folders, and for single words cut
 * out of sentences and put between two seconds of faint noise. Arguments: the output, and
 * folders of sound below the shared data or anywhere.
 */
final class SpeechEvidenceTable implements AutoCloseable {

    private static final int RATE = 16_000;

    private static final int BESIDE = 2 * RATE;

    private final InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());

    private final ModelPool pool = new ModelPool(this.runtime,
            new PoolSettings(1L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), new SimpleMeterRegistry());

    private final WhisperModel model = new WhisperLoader(TestModels.store(), PullListener.none(),
            new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 1, DecodingSettings.DEFAULT)
        .spec(TestModels.whisperBaseEntry())
        .loader()
        .apply(this.runtime);

    private final SpeechCutter cutter = new SpeechCutter(
            new SileroVoiceActivityDetector(Catalog.builtIn().entry("silero-vad"),
                    new SileroLoader(TestModels.store(), PullListener.none(), TestModels.sileroCompiler()), this.pool,
                    new SimpleMeterRegistry()));

    private final SharedClips clips = new SharedClips();

    private final PrintStream output;

    private SpeechEvidenceTable(PrintStream output) {
        this.output = output;
    }

    public static void main(String[] arguments) throws IOException {
        try (SpeechEvidenceTable table = new SpeechEvidenceTable(
                new PrintStream(arguments[0], StandardCharsets.UTF_8))) {
            for (String folder : List.of(arguments).subList(1, arguments.length)) {
                table.files(folder);
            }
            table.words();
        }
    }

    private void files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.path(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                windows(folder, file.getFileName().toString(), this.clips.samples(file.toAbsolutePath().toString()));
            }
        }
    }

    private void words() {
        Random random = new Random(1);
        for (WordTimesGolden.Clip clip : WordTimesGolden.load().clips()) {
            float[] sound = this.clips.samples("audio/" + clip.file());
            for (WordTimesGolden.Segment segment : clip.segments()) {
                for (WordTimesGolden.Word word : segment.words()) {
                    int length = (int) ((word.end() - word.start()) * RATE);
                    float[] alone = new float[2 * BESIDE + length];
                    for (int i = 0; i < alone.length; i++) {
                        alone[i] = (float) (0.0003 * random.nextGaussian());
                    }
                    for (int i = 0; i < length; i++) {
                        alone[BESIDE + i] += sound[(int) (word.start() * RATE) + i];
                    }
                    windows("word", word.text(), alone);
                }
            }
        }
    }

    private void windows(String kind, String name, float[] samples) {
        this.cutter.cut(PcmSource.of(new Pcm(samples, RATE)), TranscriptionOptions.DEFAULT, Cancellation.never(),
                (windows) -> {
                    int count = 0;
                    for (SpeechWindow window = windows.next(Cancellation.never()); window != null; window = windows
                        .next(Cancellation.never())) {
                        write(kind, name, count++, window);
                    }
                    if (count == 0) {
                        this.output.println(JsonMapper.shared().writeValueAsString(Map.of("kind", kind, "name", name)));
                    }
                    return count;
                });
    }

    private void write(String kind, String name, int number, SpeechWindow window) {
        DecoderState state = this.model.borrowState();
        DecodedWindow decoded = new WindowDecoder(this.model.decoding(), state).decode(window.samples(), 0,
                window.samples().length, new WindowRequest("en", Task.TRANSCRIBE, List.of(), false, 0),
                Cancellation.never());
        this.model.giveBack(state);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("name", name);
        line.put("window", number);
        line.put("seconds", window.samples().length / (double) RATE);
        line.put("speech", window.speech().samples() / (double) RATE);
        line.put("certainty", window.speechProbability());
        line.put("logprob", decoded.averageLogProbability());
        line.put("no_speech", decoded.noSpeechProbability());
        line.put("temperature", decoded.temperature());
        line.put("ending", decoded.ending());
        line.put("text", this.model.decoding().bytes().text(decoded.tokens()));
        line.put("tokens", Arrays.toString(decoded.logProbabilities()));
        this.output.println(JsonMapper.shared().writeValueAsString(line));
    }

    @Override
    public void close() {
        this.output.close();
        this.clips.close();
        this.model.close();
        this.pool.close();
        this.runtime.close();
    }

}
