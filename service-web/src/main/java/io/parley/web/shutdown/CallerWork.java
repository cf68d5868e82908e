package io.parley.web.shutdown;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.parley.concurrent.Cancellation;
import io.parley.web.connection.HangUps;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;

/** Runs work for a caller, and ends it when the caller goes or the server stops. */
public final class CallerWork {

    private final HangUps hangUps;

    private final RunningWork running;

    /** Ends work by what the two tell. */
    public CallerWork(HangUps hangUps, RunningWork running) {
        this.hangUps = hangUps;
        this.running = running;
    }

    /**
     * Runs work to its end.
     * @param request whose caller waits
     * @param work is given what ends it
     * @throws CancellationException if the caller has gone
     * @throws FailureException if the server stops
     */
    public <T> T run(HttpServletRequest request, Work<T> work) throws IOException {
        Cancellation cancellation = new Cancellation();
        AtomicBoolean stopping = new AtomicBoolean();
        try (HangUps.Watch _ = this.hangUps.watch(request, cancellation::cancel);
                RunningWork.Registration _ = this.running.register(() -> {
                    stopping.set(true);
                    cancellation.cancel();
                })) {
            return work.run(cancellation);
        }
        catch (CancellationException ex) {
            if (stopping.get()) {
                throw new FailureException(Failure.stopping());
            }
            throw ex;
        }
    }

    /**
     * Work for a caller.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {

        /** Works until done or cancelled. */
        T run(Cancellation cancellation) throws IOException;

    }

}
