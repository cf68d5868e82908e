package io.parley.standalone.cli;

import java.io.Console;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.catalog.progress.PullDisplay;
import org.jspecify.annotations.Nullable;

/** Where the command line shows how fetching goes: on standard error. */
final class Terminal {

    static final int STANDARD_OUTPUT = 1;

    static final int STANDARD_ERROR = 2;

    private static final int DEFAULT_COLUMNS = 80;

    private Terminal() {
    }

    static PullDisplay display() {
        return PullDisplay.on(System.err, isTerminal(STANDARD_ERROR), columns());
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

    /**
     * Whether a person reads what is written. {@link System#console()} cannot tell where
     * only one of the streams goes to a file.
     * @param descriptor of the stream, as in POSIX
     */
    static boolean isTerminal(int descriptor) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> isatty = linker.defaultLookup().find("isatty");
        if (isatty.isEmpty()) {
            return System.console() != null && System.console().isTerminal();
        }
        MethodHandle call = linker.downcallHandle(isatty.get(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) call.invokeExact(descriptor) == 1;
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** How wide the terminal is, as its shell says. */
    static int columns() {
        try {
            return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
        }
        catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }

}
