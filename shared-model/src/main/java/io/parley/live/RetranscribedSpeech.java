package io.parley.live;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;
import io.parley.speech.LiveTranscription;
import io.parley.speech.Transcription;

/**
 * A live transcript with a thread of its own, which transcribes the end of the sound
 * again and again.
 */
final class RetranscribedSpeech implements LiveTranscription {

    private final SoundBuffer buffer;

    private final Cancellation cancellation;

    private final CompletableFuture<Transcription> result = new CompletableFuture<>();

    private final Thread thread;

    /**
     * Starts to work.
     * @param cancellation ends the work when the transcript is given up
     * @param session what the thread runs
     * @param resources closed when it has ended
     */
    RetranscribedSpeech(SoundBuffer buffer, Cancellation cancellation, LiveSession session, AutoCloseable resources) {
        this.buffer = buffer;
        this.cancellation = cancellation;
        this.thread = Requester.start("live-transcription", () -> work(session, resources));
    }

    private void work(LiveSession session, AutoCloseable resources) {
        try (resources) {
            this.result.complete(session.run());
        }
        catch (InterruptedException ex) {
            this.result.completeExceptionally(new CancellationException("the live transcription was given up"));
        }
        catch (Exception | Error ex) {
            this.result.completeExceptionally(ex);
        }
    }

    @Override
    public void append(Pcm sound) {
        if (sound.sampleRate() != Samples.RATE) {
            throw new IllegalArgumentException("live sound comes at 16000 Hz, not at " + sound.sampleRate());
        }
        if (this.result.isCompletedExceptionally()) {
            // whoever brings sound learns that nobody listens any more
            await();
        }
        this.buffer.append(sound.samples());
    }

    @Override
    public Transcription finish() {
        this.buffer.end();
        return await();
    }

    private Transcription await() {
        try {
            return this.result.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            close();
            throw new CancellationException("interrupted while waiting for the last words");
        }
        catch (ExecutionException ex) {
            if (ex.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("live transcription failed", ex.getCause());
        }
    }

    @Override
    public void close() {
        if (this.result.isDone()) {
            return;
        }
        this.cancellation.cancel();
        this.thread.interrupt();
        if (Thread.currentThread() != this.thread) {
            // after this nothing is told any more and nothing is held
            joinUninterruptibly();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (this.thread.isAlive()) {
            try {
                this.thread.join();
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

}
