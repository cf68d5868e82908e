package io.parley.catalog.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.parley.concurrent.Cancellation;

/**
 * A network stream that ends when nothing comes for too long, or on cancellation: a
 * connection whose other side has vanished would otherwise be waited on for ever.
 */
final class WatchedStream extends FilterInputStream {

    private final Duration limit;

    private final Thread watch;

    private final Cancellation.Registration cancellation;

    private volatile long lastByteNanos = System.nanoTime();

    WatchedStream(InputStream in, Duration limit, Cancellation cancellation) {
        super(in);
        this.limit = limit;
        this.watch = Thread.ofVirtual().name("parley-download-watch").start(this::watch);
        this.cancellation = cancellation.onCancel(this::abort);
    }

    private void watch() {
        try {
            while (true) {
                long left = this.limit.toNanos() - (System.nanoTime() - this.lastByteNanos);
                if (left <= 0) {
                    abort();
                    return;
                }
                Thread.sleep(Duration.ofNanos(left));
            }
        }
        catch (InterruptedException ex) {
            // closed: nothing left to watch
        }
    }

    private void abort() {
        try {
            this.in.close();
        }
        catch (IOException ex) {
            // the reader sees the end either way
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        this.lastByteNanos = System.nanoTime();
        return read;
    }

    @Override
    public void close() throws IOException {
        this.watch.interrupt();
        this.cancellation.close();
        super.close();
    }

}
