package io.parley.catalog.fetch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import io.parley.concurrent.Cancellation;

/**
 * Runs a package client to its end and keeps the last of what it says.
 */
final class ClientProcess {

    private static final int KEPT_LINES = 40;

    private static final long TICK_MILLIS = 100;

    private final Map<String, String> environment;

    /**
     * Runs clients.
     * @param environment theirs; programs are looked for on its {@code PATH}
     */
    ClientProcess(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Where a program is, if it is installed. */
    Optional<Path> find(String program) {
        String path = this.environment.getOrDefault("PATH", "");
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory).resolve(program);
            // an empty or relative directory would mean whatever folder we are started in
            if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Runs a program; it gets nothing to read.
     * @param program where it is
     * @param arguments its arguments
     * @param directory in which it runs
     * @param additional added to its environment
     * @param tick called several times a second meanwhile
     * @param cancellation ends it
     * @throws IOException if it cannot be started
     * @throws CancellationException if cancelled; the program has been stopped
     */
    Outcome run(Path program, List<String> arguments, Path directory, Map<String, String> additional, Runnable tick,
            Cancellation cancellation) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(this.environment);
        builder.environment().putAll(additional);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            Deque<String> lines = new ArrayDeque<>();
            Thread reader = Thread.ofVirtual().name("parley-package-client").start(() -> keepLast(process, lines));
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
                tick.run();
            }
            // a grandchild may hold the output open longer than the client lives
            reader.join(5_000);
            synchronized (lines) {
                return new Outcome(process.exitValue(), List.copyOf(lines));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a package client ran");
        }
        finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static void keepLast(Process process, Deque<String> lines) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.addLast(line);
                    if (lines.size() > KEPT_LINES) {
                        lines.removeFirst();
                    }
                }
            }
        }
        catch (IOException ex) {
            // the process was stopped: what was said so far is kept
        }
    }

    /**
     * How a run ended.
     *
     * @param exitValue 0 if well
     * @param lines the last of what it said
     */
    record Outcome(int exitValue, List<String> lines) {

        private static final int QUOTED_LINES = 2;

        private static final int QUOTED_LENGTH = 400;

        Outcome {
            lines = lines.stream()
                .map(Outcome::printable)
                .filter((line) -> !line.isBlank() && !line.startsWith("WARNING") && !line.startsWith("npm warn"))
                .toList();
        }

        /** Without control sequences, and without credentials of an address. */
        private static String printable(String line) {
            return line.replaceAll("\\u001b\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("\\p{Cntrl}", " ")
                .replaceAll("://[^/@\\s]+@", "://")
                .strip();
        }

        boolean says(String text) {
            return this.lines.stream().anyMatch((line) -> line.contains(text));
        }

        /** The lines that tell what went wrong, as far as that can be seen. */
        String reason() {
            List<String> errors = this.lines.stream()
                .filter((line) -> line.startsWith("ERROR") || line.startsWith("npm error"))
                .map((line) -> line.replaceFirst("^(ERROR:|npm error)\\s*", ""))
                .toList();
            // errors begin with the cause; other output ends with it
            List<String> telling = errors.isEmpty()
                    ? this.lines.subList(Math.max(0, this.lines.size() - QUOTED_LINES), this.lines.size())
                    : errors.subList(0, Math.min(QUOTED_LINES, errors.size()));
            String reason = String.join("; ", telling).replaceFirst("[.]+$", "");
            if (reason.isEmpty()) {
                return "exit value " + this.exitValue;
            }
            return (reason.length() > QUOTED_LENGTH) ? reason.substring(0, QUOTED_LENGTH) + " .." : reason;
        }

    }

}
