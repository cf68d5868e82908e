package io.parley.standalone.cli.transcribe;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Shows on a terminal how much of the files has been heard, on one line that is drawn
 * anew; says elsewhere only what fails. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {

    private static final long BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter err;

    /** 0 where nothing is drawn. */
    private final int columns;

    private final int files;

    private final List<FileProgress> running = new ArrayList<>();

    private int over;

    private long drawn = System.nanoTime() - BETWEEN_DRAWINGS;

    private int width;

    /**
     * Makes the display.
     * @param err standard error
     * @param columns width of the terminal, or 0 where there is none
     * @param files how many will be heard
     */
    public ProgressLine(PrintWriter err, int columns, int files) {
        this.err = err;
        this.columns = columns;
        this.files = files;
    }

    /** A file's turn has come; it is shown until that is closed. */
    synchronized FileProgress begin(Path file) {
        FileProgress begun = new FileProgress(this, file);
        this.running.add(begun);
        return begun;
    }

    synchronized void end(FileProgress file) {
        if (this.running.remove(file)) {
            this.over++;
        }
        if (this.running.isEmpty()) {
            clear();
        }
    }

    /** Says in the end how many of several files have no transcript. */
    public void summary(int failed, int files) {
        if (failed > 0 && files > 1) {
            say("%d of %d files have no transcript.".formatted(failed, files));
        }
    }

    /** Says something on a line of its own. */
    synchronized void say(String what) {
        clear();
        this.err.println("parley: " + what);
        this.err.flush();
    }

    synchronized void draw() {
        if (this.columns == 0 || System.nanoTime() - this.drawn < BETWEEN_DRAWINGS) {
            return;
        }
        String sounds = this.running.stream().map(FileProgress::toString).collect(Collectors.joining(", "));
        String line = (this.files > 1) ? "%d of %d files; %s".formatted(this.over, this.files, sounds) : sounds;
        line = (line.length() < this.columns) ? line : line.substring(0, this.columns - 1);
        this.err.print("\r" + line + " ".repeat(Math.max(0, this.width - line.length())));
        this.err.flush();
        this.width = line.length();
        this.drawn = System.nanoTime();
    }

    private void clear() {
        if (this.width > 0) {
            this.err.print("\r" + " ".repeat(this.width) + "\r");
            this.err.flush();
            this.width = 0;
        }
    }

    @Override
    public synchronized void close() {
        clear();
    }

}
