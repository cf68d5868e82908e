package io.parley.standalone.cli;

import io.parley.speech.SpeechException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeanInstantiationException;
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
        command.getErr().println("parley: " + sentence(ex));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Exception failure) {
        Throwable ex = ownCause(failure);
        String message = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
        return (ex instanceof SpeechException.UnknownModel) ? message + " 'parley models list' shows which there are."
                : message;
    }

    /** Why a setting was refused, without the names of beans around it. */
    private static Throwable ownCause(Throwable ex) {
        Throwable own = ex;
        for (Throwable each = ex; each != null; each = each.getCause()) {
            if (each instanceof BeanInstantiationException && each.getCause() != null) {
                own = each.getCause();
            }
        }
        return own;
    }

}
