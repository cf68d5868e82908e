package io.parley.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line:
 * {@code parley serve | transcribe | speak | classify | models | keys | verify}.
 */
@Command(name = "parley", description = "Speech for your own back ends, behind the OpenAI audio API.",
        mixinStandardHelpOptions = true, versionProvider = ManifestVersion.class,
        subcommands = { ServeCommand.class, TranscribeCommand.class, SpeakCommand.class, ClassifyCommand.class,
                ModelsCommand.class, KeysCommand.class, VerifyCommand.class },
        synopsisSubcommandLabel = "COMMAND")
public final class ParleyCommand {

    private ParleyCommand() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ParleyCommand()).setExecutionExceptionHandler(new OneSentenceErrors())
            .setParameterExceptionHandler(new OneSentenceMisuse())
            .setCaseInsensitiveEnumValuesAllowed(true);
    }

}
