package io.parley.standalone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioFormat;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.standalone.Models;
import io.parley.standalone.cli.speak.SoundFile;
import io.parley.standalone.cli.speak.SoundOutput;
import io.parley.standalone.cli.speak.SoundStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley speak}: a text as speech, without a server. */
@Command(name = "speak", description = "Says a text, into a file or to standard output.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class SpeakCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", description = "What is to be said; - reads it from standard input.")
    private String text = "";

    @Option(names = { "-o", "--output" }, paramLabel = "FILE",
            description = "Write the sound into this file (default: standard output).")
    private @Nullable Path output;

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "mp3, opus, aac, flac, wav or pcm (default: as FILE's name ends, else wav).")
    private @Nullable String format;

    @Option(names = "--voice", description = "Voice, or a mix as af_heart(2)+bf_emma(1) (default: the model's).")
    private @Nullable String voice;

    @Option(names = "--speed", defaultValue = "1", paramLabel = "N",
            description = "From 0.25 to 4 (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Option(names = "--model", description = "Model (default: the catalog's default).")
    private @Nullable String model;

    @Option(names = "--no-normalize", description = "Say the text as it stands: numbers, dates and markup stay.")
    private boolean asItStands;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        AudioFormat format = format();
        if (!(this.speed > 0)) {
            throw misused("--speed is a number from 0.25 to 4.");
        }
        if (this.output == null && Terminal.isTerminal(Terminal.STANDARD_OUTPUT)) {
            throw misused("Sound does not go to a terminal: name a file with -o FILE, or pipe it to a player.");
        }
        String said = this.text.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : this.text;
        Cancellation cancellation = new Cancellation();
        Models models = Models.start(Terminal.sharedListener());
        StopSignals.handle(() -> {
            cancellation.cancel();
            // ends what runs and waits for it
            models.close();
        });
        try (models) {
            speak(models, said, format, cancellation);
        }
        return ExitCode.OK;
    }

    private void speak(Models models, String said, AudioFormat format, Cancellation cancellation) throws IOException {
        Synthesizers synthesizers = models.synthesizers();
        Synthesizer synthesizer = synthesizers
            .named((this.model != null) ? this.model : synthesizers.models().getFirst());
        String name = (this.voice != null) ? this.voice : synthesizer.voices().getFirst().id();
        SynthesisOptions options = new SynthesisOptions(name, this.speed, !this.asItStands, 0);
        try (SoundOutput sound = (this.output != null) ? new SoundFile(this.output, format) : new SoundStream();
                AudioEncoder encoder = models.audioEncoders().open(format, synthesizer.sampleRate(), sound)) {
            synthesizer.synthesize(said, options, encoder::accept, cancellation);
            encoder.finish();
            sound.complete();
        }
    }

    private AudioFormat format() {
        String name = (this.format != null) ? this.format : extension();
        return AudioFormat.of(name.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> misused(
                    "There is no format '%s': name mp3, opus, aac, flac, wav or pcm with --format.".formatted(name)));
    }

    private String extension() {
        if (this.output == null) {
            return AudioFormat.WAV.wireName();
        }
        String name = String.valueOf(this.output.getFileName());
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : AudioFormat.WAV.wireName();
    }

    private ParameterException misused(String why) {
        return new ParameterException(this.spec.commandLine(), why);
    }

}
