package io.parley.standalone.cli.transcribe;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.parley.audio.PcmSource;

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

    private final Map<Path, HeardSound> running = new LinkedHashMap<>();

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

    /** A file's sound, whose reading is shown until it is closed. */
    synchronized PcmSource heard(Path file, PcmSource audio) {
        HeardSound sound = new HeardSound(audio, this::draw, () -> end(file));
        this.running.put(file, sound);
        return sound;
    }

    private synchronized void end(Path file) {
        this.running.remove(file);
        this.over++;
        if (this.running.isEmpty()) {
            clear();
        }
    }

    /** Says why a file has no transcript. */
    synchronized void failed(Path file, Exception why) {
        clear();
        this.err.println("parley: " + file + ": " + why.getMessage());
        this.err.flush();
    }

    private synchronized void draw() {
        if (this.columns == 0 || System.nanoTime() - this.drawn < BETWEEN_DRAWINGS) {
            return;
        }
        String sounds = this.running.entrySet()
            .stream()
            .map((sound) -> sound.getKey().getFileName() + " " + sound.getValue().share())
            .collect(Collectors.joining(", "));
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
