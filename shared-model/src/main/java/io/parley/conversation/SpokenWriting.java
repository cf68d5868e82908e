package io.parley.conversation;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;
import io.parley.speech.SpeechException;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes an answer on one thread and speaks on another what has been written of it, while
 * the caller's thread hands both on in the order in which they come. For one answer.
 */
final class SpokenWriting {

    /** Of pieces of words and sound: the models work no further ahead than that. */
    private static final int MOST_WAITING = 32;

    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final ChatModel chat;

    private final Synthesizer synthesizer;

    private final SynthesisOptions synthesis;

    private final SpeakableText text = new SpeakableText();

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MOST_WAITING);

    private final Cancellation both = new Cancellation();

    /** Set by the writing thread, read after it has ended. */
    private @Nullable Written written;

    private int audioTokens;

    private @Nullable Throwable failure;

    SpokenWriting(ChatModel chat, Synthesizer synthesizer, SynthesisOptions synthesis) {
        this.chat = chat;
        this.synthesizer = synthesizer;
        this.synthesis = synthesis;
    }

    /** What was written and how many units of sound it took to say it. */
    record Spoken(Written written, int audioTokens) {
    }

    /**
     * Answers. Whatever happens, no thread works any more when this returns.
     * @see ChatModel#write
     */
    Spoken run(List<ChatTurn> turns, WritingOptions options, ReplySink sink, Cancellation cancellation) {
        try (Cancellation.Registration _ = cancellation.onCancel(this.both::cancel);
                Cancellation.Registration _ = this.both.onCancel(this.text::cancel)) {
            Thread writer = start("write", () -> write(turns, options));
            Thread speaker = start("speak", this::speak);
            try {
                handOn(sink);
            }
            catch (RuntimeException ex) {
                fail(ex);
            }
            finally {
                join(writer);
                join(speaker);
            }
        }
        return result();
    }

    private Thread start(String name, Runnable work) {
        return Requester.start(name, () -> guarded(work));
    }

    private void write(List<ChatTurn> turns, WritingOptions options) {
        this.written = this.chat.write(turns, options, new WritingSink() {

            @Override
            public void text(String words) {
                SpokenWriting.this.text.append(words);
                put(new Piece.Words(words));
            }

            @Override
            public void toolCalls(JsonNode calls) {
                put(new Piece.Calls(calls));
            }

        }, this.both);
        this.text.end();
    }

    private void speak() {
        for (String piece = this.text.take(); piece != null; piece = this.text.take()) {
            try {
                this.audioTokens += this.synthesizer
                    .synthesize(piece, this.synthesis, (sound) -> put(new Piece.Sound(sound)), this.both)
                    .usage()
                    .output();
            }
            catch (SpeechException.Unsupported nothing) {
                if (!nothing.field().equals("input")) {
                    throw nothing;
                }
                // a piece without a word in it, as a row of dashes
            }
        }
        put(new Piece.End());
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        }
        catch (RuntimeException | Error ex) {
            fail(ex);
        }
    }

    /** Notes the first failure, which is the cause of those that follow, and ends all. */
    private void fail(Throwable cause) {
        synchronized (this) {
            if (this.failure == null) {
                this.failure = cause;
            }
        }
        this.both.cancel();
    }

    private void put(Piece piece) {
        try {
            do {
                this.both.check();
            }
            while (!this.pieces.offer(piece, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private Piece next() {
        try {
            while (true) {
                this.both.check();
                Piece piece = this.pieces.poll(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
                if (piece != null) {
                    return piece;
                }
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void handOn(ReplySink sink) {
        while (true) {
            switch (next()) {
                case Piece.Words words -> sink.text(words.text());
                case Piece.Calls calls -> sink.toolCalls(calls.calls());
                case Piece.Sound sound -> sink.sound(sound.sound());
                case Piece.End _ -> {
                    return;
                }
            }
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            }
            catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Spoken result() {
        switch (this.failure) {
            case RuntimeException ex -> throw ex;
            case Error error -> throw error;
            case null, default -> {
            }
        }
        Written all = this.written;
        if (all == null) {
            throw new IllegalStateException("an answer that was spoken to its end was not written");
        }
        return new Spoken(all, this.audioTokens);
    }

    /** Something that goes to the caller. */
    private sealed interface Piece {

        /** Words. */
        record Words(String text) implements Piece {
        }

        /** Calls of tools. */
        record Calls(JsonNode calls) implements Piece {
        }

        /** Sound. */
        record Sound(Pcm sound) implements Piece {
        }

        /** The end. */
        record End() implements Piece {
        }

    }

}
