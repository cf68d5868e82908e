package io.parley.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.ResponseFormat;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.asr.format.json.TimestampGranularity;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.standalone.Models;
import io.parley.standalone.cli.transcribe.FileQueue;
import io.parley.standalone.cli.transcribe.OutputFiles;
import io.parley.standalone.cli.transcribe.ProgressLine;
import io.parley.standalone.cli.transcribe.Shard;
import io.parley.standalone.cli.transcribe.Sounds;
import io.parley.standalone.cli.transcribe.StandardOutput;
import io.parley.standalone.cli.transcribe.TranscriptOutputs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code parley transcribe}: words of sound files, without a server. */
@Command(name = "transcribe", description = "Writes the words of audio files, to standard output or to files.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class TranscribeCommand implements Callable<Integer> {

    private static final int MOST_JOBS = 32;

    @Parameters(arity = "1..*", paramLabel = "FILE",
            description = "Audio files of any common format, or folders of them.")
    private List<Path> files = List.of();

    @Option(names = "--format", defaultValue = "text", paramLabel = "FORMAT",
            description = "text, json, verbose_json, srt or vtt (default: ${DEFAULT-VALUE}).")
    private ResponseFormat format = ResponseFormat.TEXT;

    @Option(names = "--output", paramLabel = "DIR",
            description = "Write a file for each FILE into this directory, which is made if need be. What is in a folder "
                    + "gets the same sub-folders there, and is left out if it has its transcript.")
    private @Nullable Path output;

    @Option(names = "--jobs", defaultValue = "2", paramLabel = "N",
            description = "Files to work on at a time (default: ${DEFAULT-VALUE}).")
    private int jobs = 2;

    @Option(names = "--shard", paramLabel = "I/N",
            description = "Of folders, one of N shares alone, I from 0 to N-1, while other processes do the others.")
    private @Nullable String shard;

    @Option(names = "--words", description = "List every word's time, too; with the format verbose_json.")
    private boolean words;

    @Option(names = "--translate", description = "Write the words in English, whatever is spoken.")
    private boolean translate;

    @Option(names = "--model", description = "Model (default: the catalog's default).")
    private @Nullable String model;

    @Option(names = "--language", description = "ISO-639-1 code of the speech (default: detected).")
    private @Nullable String language;

    @Option(names = "--prompt", description = "Words that come before, to guide spelling and style.")
    private @Nullable String prompt;

    @Option(names = "--temperature", defaultValue = "0", paramLabel = "T",
            description = "From 0, the likeliest text (default), to 1.")
    private double temperature;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Presentation presentation = presentation();
        Sounds sounds = sounds();
        TranscriptOutputs outputs = outputs(sounds, presentation);
        // before anything is loaded for the others
        sounds.unreadable().forEach((why) -> this.spec.commandLine().getErr().println("parley: " + why));
        int unreadable = sounds.unreadable().size();
        List<Path> files = (outputs instanceof OutputFiles named) ? named.missing() : sounds.files();
        if (files.size() < sounds.files().size()) {
            this.spec.commandLine()
                .getErr()
                .printf("parley: %d of %d files have their transcripts already.%n",
                        sounds.files().size() - files.size(), sounds.files().size());
        }
        int failed = files.isEmpty() ? unreadable : transcribe(files, unreadable, outputs, presentation);
        return (failed > 0) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** Returns how many have no transcript, with those that cannot be read. */
    private int transcribe(List<Path> files, int unreadable, TranscriptOutputs outputs, Presentation presentation) {
        Cancellation cancellation = new Cancellation();
        Models models = Models.start(Terminal.sharedListener());
        StopSignals.handle(() -> {
            cancellation.cancel();
            // ends what runs and waits for it
            models.close();
        });
        try (models;
                ProgressLine progress = new ProgressLine(this.spec.commandLine().getErr(), progressColumns(),
                        files.size())) {
            TranscriptionRequest request = request(models.transcribers(), presentation).agreed(cancellation);
            request.transcriber().prepare(cancellation);
            int failed = unreadable + new FileQueue(models.audioDecoder(), request, outputs, progress).run(files,
                    this.jobs, cancellation);
            progress.summary(failed, unreadable + files.size());
            return failed;
        }
    }

    private Presentation presentation() {
        if (this.words && this.format != ResponseFormat.VERBOSE_JSON) {
            throw misused("--words goes with --format verbose_json.");
        }
        if (this.words && this.translate) {
            throw misused("The words of a translation have no times of their own.");
        }
        Set<TimestampGranularity> granularities = EnumSet.of(TimestampGranularity.SEGMENT);
        if (this.words) {
            granularities.add(TimestampGranularity.WORD);
        }
        return new Presentation(this.format, this.translate ? Task.TRANSLATE : Task.TRANSCRIBE, granularities, false);
    }

    private Sounds sounds() {
        Sounds sounds = Sounds.find(this.files);
        if (sounds.ofFolders() && this.output == null) {
            throw misused("The transcripts of a folder need a directory: --output DIR.");
        }
        if (this.shard == null) {
            return sounds;
        }
        if (!sounds.ofFolders()) {
            throw misused("--shard goes with a folder.");
        }
        try {
            return sounds.of(Shard.parse(this.shard));
        }
        catch (IllegalArgumentException ex) {
            throw misused(ex.getMessage());
        }
    }

    private TranscriptOutputs outputs(Sounds sounds, Presentation presentation) throws IOException {
        if (this.jobs < 1 || this.jobs > MOST_JOBS) {
            throw misused("--jobs is a number from 1 to %d.".formatted(MOST_JOBS));
        }
        if (!(this.temperature >= 0 && this.temperature <= 1)) {
            throw misused("--temperature is a number from 0 to 1.");
        }
        TranscriptFormatter formatter = new TranscriptFormatter(new JsonMapper());
        if (this.output != null) {
            if (this.output.toString().isBlank()) {
                throw misused("--output names a directory.");
            }
            OutputFiles outputs = new OutputFiles(this.output, sounds, formatter, presentation);
            try {
                outputs.check();
            }
            catch (IllegalArgumentException ex) {
                throw misused(ex.getMessage());
            }
            outputs.makeDirectory();
            return outputs;
        }
        if (this.format != ResponseFormat.TEXT && this.files.size() > 1) {
            throw misused("Several files in the format %s need a directory: --output DIR.".formatted(this.format));
        }
        return new StandardOutput(this.spec.commandLine().getOut(), formatter, presentation, this.files.size() > 1);
    }

    private TranscriptionRequest request(Transcribers transcribers, Presentation presentation) {
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withTask(presentation.task())
            .withLanguage((this.language != null) ? this.language.toLowerCase(Locale.ROOT) : null)
            .withPrompt(this.prompt)
            .withTemperature(this.temperature)
            .withTimestamps(presentation.timestamps());
        String name = (this.model != null) ? this.model : transcribers.models().getFirst();
        return new TranscriptionRequest(transcribers.named(name), options, presentation, false);
    }

    /** Text that appears on the same terminal shows itself how far it is. */
    private int progressColumns() {
        boolean textOnTerminal = this.output == null && this.format == ResponseFormat.TEXT
                && Terminal.isTerminal(Terminal.STANDARD_OUTPUT);
        return (Terminal.isTerminal(Terminal.STANDARD_ERROR) && !textOnTerminal) ? Terminal.columns() : 0;
    }

    private ParameterException misused(@Nullable String why) {
        return new ParameterException(this.spec.commandLine(), String.valueOf(why));
    }

}
