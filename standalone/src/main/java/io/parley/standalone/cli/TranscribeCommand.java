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
import java.util.concurrent.Callable;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptionOptions;
import io.parley.standalone.Models;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley transcribe}: words to standard output, without a server. */
@Command(name = "transcribe", description = "Writes the words of audio files to standard output.",
        mixinStandardHelpOptions = true)
final class TranscribeCommand implements Callable<Integer> {

    private static final int SAMPLE_RATE = 16_000;

    /** A user's own files have no other bounds than those of the machine. */
    private static final AudioLimits LIMITS = new AudioLimits(Long.MAX_VALUE, Duration.ofDays(30));

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Audio files of any common format.")
    private List<Path> files = List.of();

    @Option(names = "--model", description = "Model (default: the catalog's default).")
    private @Nullable String model;

    @Option(names = "--language", description = "ISO-639-1 code of the speech (default: detected).")
    private @Nullable String language;

    @Option(names = "--prompt", description = "Words that come before, to guide spelling and style.")
    private @Nullable String prompt;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (Path file : this.files) {
            if (!Files.isReadable(file)) {
                throw new NoSuchFileException(file + " cannot be read.");
            }
        }
        Models models = Models.start(Terminal.sharedListener());
        // closing cancels what runs and waits for it
        StopSignals.handle(models::close);
        try (models) {
            Transcribers transcribers = models.transcribers();
            Transcriber transcriber = transcribers
                .named((this.model != null) ? this.model : transcribers.models().getFirst());
            return transcribe(models.audioDecoder(), transcriber);
        }
    }

    private int transcribe(AudioDecoder decoder, Transcriber transcriber) throws IOException {
        PrintWriter out = this.spec.commandLine().getOut();
        TranscriptionOptions options = TranscriptionOptions.DEFAULT.withLanguage(this.language).withPrompt(this.prompt);
        int exitCode = ExitCode.OK;
        for (Path file : this.files) {
            try (InputStream encoded = new BufferedInputStream(Files.newInputStream(file));
                    PcmSource audio = decoder.decode(encoded, SAMPLE_RATE, LIMITS)) {
                String text = transcriber.transcribe(audio, options, Cancellation.never()).text();
                out.println((this.files.size() > 1) ? file + ": " + text : text);
            }
            catch (AudioException ex) {
                // the other files may do
                this.spec.commandLine().getErr().println("parley: " + file + ": " + ex.getMessage());
                exitCode = ExitCode.SOFTWARE;
            }
            out.flush();
        }
        return exitCode;
    }

}
