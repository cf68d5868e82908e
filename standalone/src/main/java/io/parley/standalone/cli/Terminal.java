package io.parley.standalone.cli;

import java.io.Console;
import java.util.function.UnaryOperator;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.catalog.progress.PullDisplay;
import org.jspecify.annotations.Nullable;

/** Where the command line shows how fetching goes: on standard error. */
final class Terminal {

    private static final int DEFAULT_COLUMNS = 80;

    private Terminal() {
    }

    static PullDisplay display() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return PullDisplay.on(System.err, terminal, columns());
    }

    /** Asks the person at the terminal; null if there is none. */
    static @Nullable UnaryOperator<@Nullable String> question() {
        Console console = System.console();
        return (console != null && console.isTerminal()) ? (question) -> console.readLine("%s", question) : null;
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
