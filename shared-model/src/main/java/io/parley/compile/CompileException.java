package io.parley.compile;

import org.jspecify.annotations.Nullable;

/**
 * Graphs that could not be written or kept. The message is one sentence that says what to
 * do something about.
 */
public class CompileException extends RuntimeException {

    public CompileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

}
