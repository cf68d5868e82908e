package io.parley.standalone.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with the arguments where it is seen: not above a page of help. Who
 * names no command of several is shown which there are.
 */
final class OneSentenceMisuse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException ex, String[] arguments) {
        CommandLine command = ex.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("parley: " + ex.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(ex, err)) {
            if (command.getSubcommands().isEmpty()) {
                err.println("'" + command.getCommandSpec().qualifiedName() + " --help' lists the options.");
            }
            else {
                command.usage(err);
            }
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

}
