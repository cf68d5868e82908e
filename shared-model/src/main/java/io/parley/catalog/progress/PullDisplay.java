package io.parley.catalog.progress;

import java.io.PrintStream;

import io.parley.catalog.PullListener;

/** Shows a person how pulls go on. For one thread. */
public interface PullDisplay extends PullListener, AutoCloseable {

    /**
     * A display for where it is shown.
     * @param out where to, usually standard error
     * @param terminal whether that is a terminal
     * @param columns its width, if it is one
     */
    static PullDisplay on(PrintStream out, boolean terminal, int columns) {
        return terminal ? new ProgressBar(out, columns, System::nanoTime) : new ProgressLines(out, System::nanoTime);
    }

    /** Ends a line that is still being drawn. */
    @Override
    void close();

}
