package io.parley.whisper;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Turn;
import io.parley.speech.windows.SpeechWindow;

/**
 * Has the windows of one sound transcribed, several at a time where that does more, and
 * adds them to the transcript in order. The first that say anything go one by one: by
 * them the language is found, and whoever waits for the first words has them sooner. Not
 * thread-safe.
 */
final class ParallelWindows implements AutoCloseable {

    private final WhisperModel model;

    private final Turn turn;

    private final WhisperTranscript transcript;

    private final Cancellation cancellation;

    /** Of the windows beside: nobody wants them any more once the caller has gone. */
    private final Cancellation beside = new Cancellation();

    private final Cancellation.Registration registration;

    /** Those under way, in order. */
    private final Deque<CompletableFuture<WindowTranscript>> running = new ArrayDeque<>();

    private boolean begun;

    /** States of the model taken for all but one of those under way. */
    private int spares;

    ParallelWindows(WhisperModel model, Turn turn, WhisperTranscript transcript, Cancellation cancellation) {
        this.model = model;
        this.turn = turn;
        this.transcript = transcript;
        this.cancellation = cancellation;
        this.registration = cancellation.onCancel(this.beside::cancel);
    }

    /** Transcribes the next window, or has it transcribed. */
    void add(SpeechWindow window) {
        while (!this.running.isEmpty() && this.running.element().isDone()) {
            takeFirst();
        }
        if (this.turn.isOver()) {
            finish();
            this.turn.giveWay();
        }
        this.transcript.heard(window);
        if (!this.begun || !this.transcript.hasLanguage()) {
            WindowTranscript before = this.transcript.last();
            this.transcript.add(this.transcript.window(() -> before).transcribe(window, this.cancellation));
            this.begun = true;
            return;
        }
        while (!this.running.isEmpty() && !takeSpare()) {
            takeFirst();
        }
        this.running.add(start(window));
    }

    private CompletableFuture<WindowTranscript> start(SpeechWindow window) {
        @Nullable CompletableFuture<WindowTranscript> previous = this.running.peekLast();
        WindowTranscript last = this.transcript.last();
        Supplier<WindowTranscript> before = (previous != null) ? () -> join(previous) : () -> last;
        WhisperWindowTranscriber transcriber = this.transcript.window(before);
        return this.turn.beside(() -> transcriber.transcribe(window, this.beside));
    }

    private boolean takeSpare() {
        boolean taken = this.model.takeSpare();
        if (taken) {
            this.spares++;
        }
        return taken;
    }

    private void takeFirst() {
        CompletableFuture<WindowTranscript> first = this.running.element();
        try {
            this.transcript.add(join(first));
        }
        finally {
            this.running.remove();
            giveSparesBack();
        }
    }

    private void giveSparesBack() {
        while (this.spares > Math.max(0, this.running.size() - 1)) {
            this.spares--;
            this.model.giveSpareBack();
        }
    }

    /** Adds all that are under way. */
    void finish() {
        while (!this.running.isEmpty()) {
            takeFirst();
        }
    }

    private static WindowTranscript join(CompletableFuture<WindowTranscript> window) {
        try {
            return window.join();
        }
        catch (CompletionException ex) {
            switch (ex.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw ex;
            }
        }
    }

    /** Ends those under way, whose texts nobody wants any more. */
    @Override
    public void close() {
        this.registration.close();
        this.beside.cancel();
        this.running.forEach((window) -> window.handle((_, _) -> "ended").join());
        this.running.clear();
        giveSparesBack();
    }

}
