package io.parley.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.ModelTask;
import io.parley.catalog.store.ModelState;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcriber;
import io.parley.standalone.Models;
import io.parley.standalone.verify.Clip;
import io.parley.standalone.verify.ClipAudio;
import io.parley.standalone.verify.ClipDirectory;
import io.parley.standalone.verify.LabelCheck;
import io.parley.standalone.verify.Measurement;
import io.parley.standalone.verify.VerificationListener;
import io.parley.standalone.verify.RoundTripCheck;
import io.parley.standalone.verify.TranscriptionCheck;
import io.parley.standalone.verify.VerificationTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley verify}: how well a model does its jobs on this machine. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Measures a model: transcribes recordings that have transcripts, speaks sentences and has them "
                + "transcribed, scores labels; whatever of these the model does. Ends with code 0 if everything ran.")
final class VerifyCommand implements Callable<Integer> {

    /** The id under which a directory is offered to this command. */
    private static final String DIRECTORY_ID = "checkpoint";

    private static final String CONFIG = "config.json";

    @Parameters(paramLabel = "MODEL", description = "A model's name, or a checkpoint directory of LFM2-Audio.")
    private String model = "";

    @Option(names = "--audio", paramLabel = "DIR",
            description = "Recordings with transcripts or labels: manifest.csv with the columns file, transcript, "
                    + "label, lang and source; or LibriSpeech's .trans.txt; or NAME.txt beside NAME.wav (or .flac, ...).")
    private @Nullable Path audio;

    @Option(names = "--limit", paramLabel = "N",
            description = "At most so many of each kind, 1 or more (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--listener", paramLabel = "MODEL",
            description = "Transcribes what the model speaks (default: the default transcriber if it is here, else MODEL).")
    private @Nullable String listener;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (this.limit < 1) {
            throw new ParameterException(this.spec.commandLine(), "--limit is a number from 1 upwards.");
        }
        List<Clip> clips = (this.audio != null) ? new ClipDirectory(this.audio).clips() : List.of();
        boolean named = Catalog.builtIn().entries().stream().anyMatch((entry) -> entry.id().equals(this.model));
        boolean directory = !named && isDirectory();
        Map<String, String> properties = directory ? Map.of("parley.lfm2-audio.directories." + DIRECTORY_ID,
                Path.of(this.model).toAbsolutePath().toString()) : Map.of();
        Models models = Models.start(Terminal.sharedListener(), properties);
        StopSignals.handle(models::close);
        try (models) {
            return verify(models, directory ? DIRECTORY_ID : this.model, clips);
        }
    }

    /**
     * Whether a directory is asked for, which then is there and may be a checkpoint.
     * @throws IOException with a sentence if it looks like one and is none
     */
    private boolean isDirectory() throws IOException {
        Path path = Path.of(this.model);
        if (Files.isDirectory(path)) {
            if (!Files.isRegularFile(path.resolve(CONFIG))) {
                throw new IOException(path + " is no checkpoint of LFM2-Audio: it has no " + CONFIG + ".");
            }
            return true;
        }
        // a model's name does not begin so and has no separator
        if (path.isAbsolute() || path.getNameCount() > 1 || this.model.matches("[.~].*|.*[/\\\\]")) {
            throw new IOException(
                    Files.exists(path) ? path + " is no directory." : "The directory " + path + " does not exist.");
        }
        return false;
    }

    private int verify(Models models, String id, List<Clip> clips) {
        Transcriber transcriber = models.transcribers().named(id);
        boolean speaks = models.synthesizers().models().contains(id);
        if (this.listener != null && !speaks) {
            throw new ParameterException(this.spec.commandLine(),
                    "--listener transcribes what a model speaks, and %s does not speak.".formatted(this.model));
        }
        String ears = listener(models, id);
        Transcriber listening = models.transcribers().named(ears);
        VerificationListener progress = new LinesOfProgress(this.spec.commandLine().getErr());
        // loading is not to count as work
        transcriber.prepare(Cancellation.never());
        ClipAudio sounds = new ClipAudio(models.audioDecoder());
        List<Measurement> found = new ArrayList<>(new TranscriptionCheck(sounds, transcriber, progress)
            .run(limited(clips.stream().filter((clip) -> clip.transcript() != null).toList())));
        if (speaks) {
            found.add(new RoundTripCheck(models.synthesizers().named(id), listening, progress).run(this.limit, ears));
        }
        if (models.audioClassifiers().models().contains(id)) {
            List<Clip> labelled = clips.stream().filter((clip) -> clip.label() != null).toList();
            List<String> labels = labelled.stream()
                .map((clip) -> String.valueOf(clip.label()))
                .distinct()
                .sorted()
                .toList();
            new LabelCheck(sounds, models.audioClassifiers().named(id), progress).run(limited(labelled), labels)
                .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            this.spec.commandLine()
                .getErr()
                .println("parley: there is nothing to verify " + this.model + " with: name recordings with --audio.");
            return ExitCode.USAGE;
        }
        PrintWriter out = this.spec.commandLine().getOut();
        out.println(this.model);
        new VerificationTable(found).print(out, speaks);
        return found.stream().allMatch((line) -> line.failures() == 0) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Spread over the whole list, which may be in order of speakers or labels. */
    private List<Clip> limited(List<Clip> clips) {
        if (clips.size() <= this.limit) {
            return clips;
        }
        List<Clip> some = new ArrayList<>();
        for (int i = 0; i < this.limit; i++) {
            some.add(clips.get((int) ((long) i * clips.size() / this.limit)));
        }
        return some;
    }

    private String listener(Models models, String id) {
        if (this.listener != null) {
            return this.listener;
        }
        return models.catalog()
            .defaultFor(ModelTask.TRANSCRIPTION)
            .filter((entry) -> models.store().state(entry) instanceof ModelState.Ready)
            .map(CatalogEntry::id)
            .orElse(id);
    }

    /** On standard error: the table is what standard output is for. */
    private record LinesOfProgress(PrintWriter err) implements VerificationListener {

        private static final int EVERY = 10;

        @Override
        public void step(String what, int done, int all) {
            if (done == all || done % EVERY == 0) {
                this.err.println(what + ": " + done + " of " + all);
                this.err.flush();
            }
        }

        @Override
        public void failed(String what, String why) {
            this.err.println("parley: " + what + ": " + why);
            this.err.flush();
        }

    }

}
