package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.BlockInt4Linear;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.RowInt8Linear;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.windows.SpeechCutter;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.weights.CTranslate2Checkpoint;
import io.parley.weights.Checkpoint;
import io.parley.whisper.WhisperLoader;
import io.parley.whisper.WhisperTranscribers;
import io.parley.whisper.decoding.DecodingSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whisper base with all products in one precision after another: what it hears in each,
 * and how far the encoder's output is from float32's. For {@code bench/quantisers.py},
 * which says how to run it and counts the words.
 */
final class QuantisedWhisper {

    private static final int CONTEXT = 3000;

    /** One value in so many is enough to tell the error; no divisor of a head's width. */
    private static final int STRIDE = 61;

    private static final Map<String, LinearPrecision> PRECISIONS = new LinkedHashMap<>();

    static {
        PRECISIONS.put("fp32", new Float32Linear());
        PRECISIONS.put("int8 channel", new DynamicInt8Linear());
        PRECISIONS.put("int8 channel, a scale a position", new RowInt8Linear());
        PRECISIONS.put("int8 block 32", new BlockInt8Linear(32));
        PRECISIONS.put("int8 block 128", new BlockInt8Linear(128));
        PRECISIONS.put("int4 block 32", new BlockInt4Linear(32));
        PRECISIONS.put("int4 block 128", new BlockInt4Linear(128));
    }

    private final Path work;

    private final List<String> clips;

    private QuantisedWhisper(Path work, List<String> clips) {
        this.work = work;
        this.clips = clips;
    }

    /**
     * Takes a directory for graphs, a file with a clip a line, the file to write, which
     * may hold results already, and precisions; without any, all.
     */
    public static void main(String[] arguments) throws Exception {
        QuantisedWhisper whisper = new QuantisedWhisper(Path.of(arguments[0]),
                Files.readAllLines(Path.of(arguments[1])));
        Path out = Path.of(arguments[2]);
        List<String> wanted = (arguments.length > 3) ? List.of(arguments).subList(3, arguments.length)
                : List.copyOf(PRECISIONS.keySet());
        Map<String, Object> results = new LinkedHashMap<>();
        if (Files.exists(out)) {
            JsonMapper.shared()
                .readTree(Files.readString(out))
                .properties()
                .forEach((result) -> results.put(result.getKey(), result.getValue()));
        }
        try (SpeechClips sounds = new SpeechClips()) {
            double[] exact = whisper.encoded("fp32", sounds);
            for (String name : wanted) {
                double error = error(exact, whisper.encoded(name, sounds));
                results.put(name, Map.of("texts", whisper.texts(name, sounds), "error", error));
                System.out.printf("%s: encoder's error %.4f%n", name, error);
                Files.writeString(out, JsonMapper.shared().writeValueAsString(results));
            }
        }
    }

    private GraphStore store(String name) {
        return new GraphStore(this.work.resolve(name.replaceAll("\\W", "-")));
    }

    private List<String> texts(String name, SpeechClips sounds) {
        GraphStore store = store(name);
        compile(store, precision(name));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        InferenceRuntime runtime = new InferenceRuntime(2);
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(), new WhisperCompiler(store),
                Precision.FP32, 2, DecodingSettings.DEFAULT);
        try (ModelPool pool = new ModelPool(runtime,
                new PoolSettings(4L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), meters)) {
            Transcriber transcriber = new WhisperTranscribers(List.of(TestModels.whisperBaseEntry()), loader, pool,
                    SpeechCutter.consecutive(), meters)
                .named("whisper-base");
            return this.clips.stream()
                .map((clip) -> transcriber
                    .transcribe(PcmSource.of(sounds.clip(clip)), TranscriptionOptions.DEFAULT.withLanguage("en"),
                            Cancellation.never())
                    .text())
                .toList();
        }
    }

    /** Puts graphs where the compiler finds those that it would make itself. */
    private static WhisperGraphs compile(GraphStore store, LinearPrecision precision) {
        CatalogEntry entry = TestModels.whisperBaseEntry();
        Path directory = TestModels.whisperBase();
        String sha256 = entry.file("model.bin").sha256();
        WhisperArchitecture architecture = new WhisperArchitecture();
        WhisperRecipe recipe = new WhisperRecipe(precision, precision, precision, precision,
                WhisperRecipe.of(Precision.FP32).embedding(), new Float32CrossAttention());
        store.obtain(architecture.name(), architecture.version(), sha256, Precision.FP32.id(), (target) -> {
            try (Checkpoint checkpoint = CTranslate2Checkpoint.open(directory.resolve("model.bin"))) {
                write(new CTranslate2WhisperWeights(checkpoint), recipe, target);
            }
        }, Cancellation.never());
        return new WhisperCompiler(store).compile(directory, sha256, Precision.FP32, (graph, bytes) -> {
        }, Cancellation.never());
    }

    private static LinearPrecision precision(String name) {
        return Objects.requireNonNull(PRECISIONS.get(name), name);
    }

    private static void write(WhisperWeights weights, WhisperRecipe recipe, Path target) throws IOException {
        try (GraphBuilder graph = new GraphBuilder(target.resolve(WhisperArchitecture.ENCODER), (name, bytes) -> {
        })) {
            new WhisperEncoderGraph(weights, recipe, graph).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(target.resolve(WhisperArchitecture.DECODER), (name, bytes) -> {
        })) {
            new WhisperDecoderGraph(weights, recipe, graph).write();
            graph.finish();
        }
    }

    /** Keys and values for the decoder, of every fourth clip in a whole window. */
    private double[] encoded(String name, SpeechClips sounds) throws OrtException {
        LogMelSpectrogram frontEnd = new LogMelSpectrogram(80);
        try (WhisperSession session = new WhisperSession(compile(store(name), precision(name)))) {
            float[][] all = new float[Math.ceilDiv(this.clips.size(), 4)][];
            for (int i = 0; i < all.length; i++) {
                Pcm sound = sounds.clip(this.clips.get(4 * i));
                float[] mel = frontEnd.compute(sound.samples(), 0, sound.samples().length, CONTEXT);
                try (OrtSession.Result cross = session.encode(mel)) {
                    float[] values = new float[0];
                    for (Map.Entry<String, OnnxValue> output : cross) {
                        FloatBuffer content = ((OnnxTensor) output.getValue()).getFloatBuffer();
                        int length = values.length;
                        values = Arrays.copyOf(values, length + content.remaining() / STRIDE);
                        for (int at = length; at < values.length; at++) {
                            values[at] = content.get((at - length) * STRIDE);
                        }
                    }
                    all[i] = values;
                }
            }
            return join(all);
        }
    }

    private static double[] join(float[][] parts) {
        return Arrays.stream(parts).flatMapToDouble((part) -> {
            double[] values = new double[part.length];
            Arrays.setAll(values, (i) -> part[i]);
            return Arrays.stream(values);
        }).toArray();
    }

    /** The difference's length by the exact one's. */
    private static double error(double[] exact, double[] other) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += (exact[i] - other[i]) * (exact[i] - other[i]);
            length += exact[i] * exact[i];
        }
        return Math.sqrt(difference / length);
    }

}
