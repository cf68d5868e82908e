package io.parley.standalone.cli.transcribe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import org.jspecify.annotations.Nullable;

/**
 * Transcribes files one after another, or some at a time. One that fails leaves the
 * others.
 */
public final class FileQueue {

    /** What every {@link io.parley.speech.Transcriber} listens at, in Hz. */
    private static final int SAMPLE_RATE = 16_000;

    /** A user's own files have no other bounds than those of the machine. */
    private static final AudioLimits LIMITS = new AudioLimits(Long.MAX_VALUE, Duration.ofDays(30));

    private final AudioDecoder decoder;

    private final TranscriptionRequest request;

    private final TranscriptOutputs outputs;

    private final ProgressLine progress;

    /**
     * Makes a queue.
     * @param decoder of the files
     * @param request that all of them get
     * @param outputs where their transcripts go
     * @param progress is told what is heard and what fails
     */
    public FileQueue(AudioDecoder decoder, TranscriptionRequest request, TranscriptOutputs outputs,
            ProgressLine progress) {
        this.decoder = decoder;
        this.request = request;
        this.outputs = outputs;
        this.progress = progress;
    }

    /**
     * Works the queue off.
     * @param files in order
     * @param jobs how many at a time
     * @param cancellation stops the work
     * @return how many files failed
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public int run(List<Path> files, int jobs, Cancellation cancellation) {
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.min(jobs, files.size()),
                Thread.ofVirtual().name("transcribe-", 0).factory())) {
            for (int i = 0; i < files.size(); i++) {
                int place = i;
                results.add(executor.submit(() -> transcribe(place, files.get(place), cancellation)));
            }
        }
        return (int) results.stream().filter((result) -> !succeeded(result)).count();
    }

    private boolean transcribe(int place, Path file, Cancellation cancellation) {
        cancellation.check();
        try (FileProgress shown = this.progress.begin(file)) {
            try {
                transcribe(place, file, shown, cancellation);
                return true;
            }
            catch (AudioException | SpeechException | IOException | UncheckedIOException ex) {
                shown.failed(String.valueOf(ex.getMessage()));
            }
            catch (CancellationException ex) {
                throw ex;
            }
            catch (RuntimeException ex) {
                // unforeseen, so that the kind says more than the message
                shown.failed(ex.toString());
            }
            // what a stop breaks has not failed
            cancellation.check();
            return false;
        }
    }

    private void transcribe(int place, Path file, FileProgress shown, Cancellation cancellation) throws IOException {
        try (TranscriptOutput output = this.outputs.of(place, file);
                InputStream encoded = new BufferedInputStream(Files.newInputStream(file));
                PcmSource audio = shown.heard(this.decoder.decode(encoded, SAMPLE_RATE, LIMITS))) {
            output.finish(this.request.transcriber().transcribe(audio, this.request.options(), output, cancellation));
        }
    }

    private static boolean succeeded(Future<Boolean> result) {
        try {
            return result.get();
        }
        catch (ExecutionException ex) {
            throw rethrown(ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CompletionException(ex);
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return (cause instanceof RuntimeException failure) ? failure : new CompletionException(cause);
    }

}
