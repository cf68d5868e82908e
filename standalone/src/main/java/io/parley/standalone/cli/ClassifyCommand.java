package io.parley.standalone.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.classification.mapping.Selection;
import io.parley.concurrent.Cancellation;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.standalone.Models;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley classify}: what a sound file is, without a server. */
@Command(name = "classify", description = "Says what a sound is: a line for each detection, its score first.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class ClassifyCommand implements Callable<Integer> {

    /** What every {@link AudioClassifier} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    /** A user's own files have no other bounds than those of the machine. */
    private static final AudioLimits LIMITS = new AudioLimits(Long.MAX_VALUE, Duration.ofDays(30));

    private static final int LONGEST_WINDOW = 3_600;

    @Parameters(paramLabel = "FILE", description = "An audio file of any common format.")
    private Path file = Path.of("");

    @Option(names = "--top", defaultValue = "5", paramLabel = "N",
            description = "Most detections, of the whole and of each segment (default: ${DEFAULT-VALUE}).")
    private int top = 5;

    @Option(names = "--threshold", defaultValue = "0", paramLabel = "T",
            description = "Leave out lower scores, from 0 (default) to 1.")
    private double threshold;

    @Option(names = "--window", paramLabel = "SECONDS",
            description = "Tell segments of this length, too, 0.5 or more, each with its times in seconds.")
    private @Nullable Double window;

    @Option(names = "--label", paramLabel = "LABEL",
            description = "What the sound may be, once for each; for models without labels of their own.")
    private List<String> labels = List.of();

    @Option(names = "--model", description = "yamnet (default), whisper-base-language, or an LFM2-Audio model.")
    private @Nullable String model;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Selection selection = selection();
        ClassificationOptions options = ClassificationOptions.DEFAULT.withLabels(this.labels).withWindow(window());
        if (!Files.isReadable(this.file) || Files.isDirectory(this.file)) {
            throw new NoSuchFileException(this.file + " cannot be read.");
        }
        Cancellation cancellation = new Cancellation();
        Models models = Models.start(Terminal.sharedListener());
        StopSignals.handle(() -> {
            cancellation.cancel();
            // ends what runs and waits for it
            models.close();
        });
        try (models) {
            classify(models, options, selection, cancellation);
        }
        return ExitCode.OK;
    }

    private void classify(Models models, ClassificationOptions options, Selection selection, Cancellation cancellation)
            throws IOException {
        AudioClassifiers classifiers = models.audioClassifiers();
        AudioClassifier classifier = classifiers
            .named((this.model != null) ? this.model : classifiers.models().getFirst());
        classifier.check(options);
        PrintWriter out = this.spec.commandLine().getOut();
        ClassifiedSegmentSink segments = (segment) -> print(out, segment, selection);
        try (InputStream encoded = new BufferedInputStream(Files.newInputStream(this.file));
                PcmSource audio = models.audioDecoder().decode(encoded, SAMPLE_RATE, LIMITS)) {
            List<LabelScore> whole = classifier.classify(audio, options, segments, cancellation).scores();
            selection.of(whole).forEach((score) -> out.println(line(score)));
        }
        out.flush();
    }

    private static void print(PrintWriter out, ClassifiedSegment segment, Selection selection) {
        String times = String.format(Locale.ROOT, "%.3f %.3f ", segment.start().toNanos() / 1e9,
                segment.end().toNanos() / 1e9);
        selection.of(segment.scores()).forEach((score) -> out.println(times + line(score)));
    }

    private static String line(LabelScore score) {
        return String.format(Locale.ROOT, "%.4f %s", score.score(), score.label());
    }

    private Selection selection() {
        if (this.top < 1) {
            throw misused("--top is 1 or more.");
        }
        if (!(this.threshold >= 0 && this.threshold <= 1)) {
            throw misused("--threshold is a number from 0 to 1.");
        }
        return new Selection(this.top, this.threshold);
    }

    private @Nullable Duration window() {
        if (this.window == null) {
            return null;
        }
        if (!(this.window >= 0.5 && this.window <= LONGEST_WINDOW)) {
            throw misused("--window is a number from 0.5 to %d.".formatted(LONGEST_WINDOW));
        }
        return Duration.ofMillis(Math.round(this.window * 1_000));
    }

    private ParameterException misused(String why) {
        return new ParameterException(this.spec.commandLine(), why);
    }

}
