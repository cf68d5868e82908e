package io.parley.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * Platform threads on which models run: one for each request that holds a lease or has
 * given way, so leases and queues bound them.
 */
final class PoolWorkers implements AutoCloseable {

    private final ExecutorService threads = Executors
        .newCachedThreadPool(Thread.ofPlatform().name("inference-", 0).daemon().factory());

    /**
     * Runs work and waits until it has ended, whatever happens: what it uses may be freed
     * after. A caller that is interrupted cancels.
     */
    <R> R call(Supplier<R> work, Cancellation cancellation) {
        Future<R> result = this.threads.submit(work::get);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
        }
        catch (ExecutionException ex) {
            throw thrown(ex.getCause());
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts work beside that of a caller, who waits for it. */
    <R> CompletableFuture<R> start(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, this.threads);
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case null, default -> new IllegalStateException(cause);
        };
    }

    /** Waits for the work under way, which should have been cancelled before. */
    @Override
    public void close() {
        this.threads.close();
    }

}
