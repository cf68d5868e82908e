package io.parley.catalog.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

import io.parley.catalog.PullProgress;

/** One line of a terminal for each transfer, redrawn in place. */
final class ProgressBar implements PullDisplay {

    private static final long REDRAW_NANOS = 100_000_000L;

    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final int MAX_BAR = 40;

    private final PrintStream out;

    private final int columns;

    private final LongSupplier nanoTime;

    private String item = "";

    private long startedAt;

    private long startedWith;

    private long drawnAt;

    private boolean open;

    ProgressBar(PrintStream out, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    @Override
    public void progress(PullProgress progress) {
        long now = this.nanoTime.getAsLong();
        boolean another = !progress.item().equals(this.item);
        if (another) {
            close();
            this.item = progress.item();
            this.startedAt = now;
            this.startedWith = progress.bytes();
        }
        else if (!this.open && progress.isComplete()) {
            return;
        }
        if (another || progress.isComplete() || now - this.drawnAt >= REDRAW_NANOS) {
            this.drawnAt = now;
            this.out.print(CLEAR_LINE + line(progress, now));
            this.open = true;
            if (progress.isComplete()) {
                close();
            }
            this.out.flush();
        }
    }

    private String line(PullProgress progress, long now) {
        String head = progress.item() + " ";
        String tail = String.format(Locale.ROOT, " %3d %%  %s of %s%s", progress.percent(),
                ByteCount.of(progress.bytes()), ByteCount.of(progress.total()), speed(progress, now));
        int room = Math.min(MAX_BAR, this.columns - head.length() - tail.length() - 3);
        String bar = (room < 5) ? "" : bar(progress, room);
        String line = head + bar + tail;
        // a line that wraps could not be drawn over
        return (line.length() < this.columns) ? line : line.substring(0, Math.max(0, this.columns - 1));
    }

    private static String bar(PullProgress progress, int width) {
        int done = width * progress.percent() / 100;
        return "[" + "#".repeat(done) + "-".repeat(width - done) + "]";
    }

    private String speed(PullProgress progress, long now) {
        double seconds = (now - this.startedAt) / 1e9;
        long bytes = progress.bytes() - this.startedWith;
        return (seconds < 1 || bytes <= 0) ? "" : "  " + ByteCount.of((long) (bytes / seconds)) + "/s";
    }

    @Override
    public void message(String line) {
        if (this.open) {
            this.out.print(CLEAR_LINE);
            this.open = false;
            this.item = "";
        }
        this.out.println(line);
    }

    @Override
    public void close() {
        if (this.open) {
            this.out.println();
            this.out.flush();
            this.open = false;
        }
    }

}
