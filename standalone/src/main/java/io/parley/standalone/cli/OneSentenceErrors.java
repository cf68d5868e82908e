package io.parley.standalone.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong in the sentence that the exception carries; the trace goes to the
 * debug log.
 */
final class OneSentenceErrors implements IExecutionExceptionHandler {

    private static final Logger logger = LoggerFactory.getLogger(OneSentenceErrors.class);

    @Override
    public int handleExecutionException(Exception ex, CommandLine command, ParseResult result) {
        logger.debug("{} failed", command.getCommandName(), ex);
        String message = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
        command.getErr().println("parley: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

}
