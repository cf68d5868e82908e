package io.parley.catalog.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;

import io.parley.catalog.PullProgress;

/**
 * Plain lines for logs and pipes: one whenever a transfer has come another tenth of its
 * way or five seconds have passed, and one when it is over. What is small gets only the
 * last.
 */
final class ProgressLines implements PullDisplay {

    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private static final int STEP_PERCENT = 10;

    private static final long LONG_BYTES = 10_000_000;

    private final PrintStream out;

    private final LongSupplier nanoTime;

    private String item = "";

    private int shownPercent;

    private long shownBytes;

    private long shownAt;

    ProgressLines(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void progress(PullProgress progress) {
        long now = this.nanoTime.getAsLong();
        if (!progress.item().equals(this.item) || progress.bytes() < this.shownBytes) {
            this.item = progress.item();
            this.shownPercent = 0;
            this.shownBytes = 0;
            this.shownAt = now;
        }
        boolean further = progress.percent() / STEP_PERCENT > this.shownPercent / STEP_PERCENT
                && (progress.total() >= LONG_BYTES || progress.isComplete());
        boolean later = now - this.shownAt >= INTERVAL_NANOS && progress.bytes() > this.shownBytes;
        if (further || later) {
            this.shownPercent = progress.percent();
            this.shownBytes = progress.bytes();
            this.shownAt = now;
            this.out.println(progress.model() + ": " + progress.item() + " " + progress.percent() + " % of "
                    + ByteCount.of(progress.total()));
        }
    }

    @Override
    public void message(String line) {
        this.out.println(line);
    }

    @Override
    public void close() {
        this.out.flush();
    }

}
