package io.parley.standalone.cli;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.catalog.progress.PullDisplay;

/** Where the command line shows how fetching goes: on standard error. */
final class Terminal {

    private static final int DEFAULT_COLUMNS = 80;

    private Terminal() {
    }

    static PullDisplay display() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return PullDisplay.on(System.err, terminal, columns());
    }

    /** The same for a process in which several models may be fetched at a time. */
    static PullListener sharedListener() {
        PullDisplay display = display();
        return new PullListener() {

            @Override
            public void progress(PullProgress progress) {
                synchronized (display) {
                    display.progress(progress);
                }
            }

            @Override
            public void message(String line) {
                synchronized (display) {
                    display.message(line);
                }
            }
        };
    }

    private static int columns() {
        try {
            return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
        }
        catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }

}
