package io.parley.chat.realtime;

import java.util.Objects;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityDetector;
import org.jspecify.annotations.Nullable;

/**
 * The caller's sound and the turns in it. For one session, on one thread.
 */
final class InputTurns implements AutoCloseable {

    private static final int PER_MILLI = InputBuffer.SAMPLE_RATE / 1000;

    private final VoiceActivityDetector activity;

    private final InputBuffer buffer;

    private final Cancellation cancellation;

    private final Listener listener;

    private @Nullable TurnDetection detection;

    private @Nullable TurnDetector detector;

    /** The item that the sound in the buffer becomes. */
    private String itemId = Events.id("item");

    /** The turn up to the pause that may be its end. */
    private @Nullable Pcm paused;

    InputTurns(VoiceActivityDetector activity, InputBuffer buffer, Cancellation cancellation, Listener listener) {
        this.activity = activity;
        this.buffer = buffer;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /** Has turns told apart in another way from here on; null for not at all. */
    void detect(@Nullable TurnDetection settings) {
        if (settings != null && settings.equals(this.detection)) {
            return;
        }
        close();
        goOn();
        this.detection = settings;
        if (settings != null) {
            this.detector = new TurnDetector(this.activity.open(this.cancellation), settings, this.buffer.end(),
                    this.cancellation);
        }
    }

    void append(byte[] bytes, WireFormat format) {
        float[] heard = this.buffer.append(bytes, format);
        TurnDetector listening = this.detector;
        TurnDetection settings = this.detection;
        if (listening != null && settings != null) {
            listening.hear(heard, heard.length).forEach(this::tell);
            if (!listening.isSpeaking()) {
                // what could still be padding of the next turn stays
                this.buffer.dropBefore(this.buffer.end() - (settings.prefixPadding().toMillis() + 100) * PER_MILLI);
            }
        }
        if (this.buffer.isFull()) {
            clear();
            throw new RealtimeError("input_audio_buffer_full", "audio",
                    "The turn is longer than this server takes; what was said of it is dropped.");
        }
    }

    private void tell(TurnDetector.Change change) {
        switch (change) {
            case TurnDetector.Change.Started started -> {
                this.buffer.dropBefore(started.sample());
                this.listener.started(this.itemId, started.sample() / PER_MILLI);
            }
            case TurnDetector.Change.Paused pause -> {
                this.paused = this.buffer.before(pause.sample());
                this.listener.paused(this.itemId, this.paused);
            }
            case TurnDetector.Change.Resumed _ -> goOn();
            case TurnDetector.Change.Stopped stopped -> {
                String item = this.itemId;
                Pcm turn = Objects.requireNonNull(this.paused, "a turn ends after a pause");
                this.buffer.dropBefore(stopped.sample());
                this.itemId = Events.id("item");
                this.paused = null;
                this.listener.stopped(item, stopped.sample() / PER_MILLI);
                this.listener.committed(item, turn, true);
            }
        }
    }

    private void goOn() {
        if (this.paused != null) {
            this.paused = null;
            this.listener.resumed();
        }
    }

    /** Makes a turn of what has come in. */
    void commit() {
        if (this.buffer.isEmpty()) {
            throw new RealtimeError("input_audio_buffer_commit_empty", null,
                    "There is no sound in the input buffer to make a turn of.");
        }
        goOn();
        String item = this.itemId;
        this.itemId = Events.id("item");
        this.listener.committed(item, this.buffer.take(this.buffer.end()), false);
    }

    /** Whether somebody speaks. */
    boolean isSpeaking() {
        return this.detector != null && this.detector.isSpeaking();
    }

    /**
     * Makes a turn of nobody's speaking.
     * @return the item that it becomes
     */
    String silence() {
        String item = this.itemId;
        this.itemId = Events.id("item");
        this.buffer.clear();
        return item;
    }

    /** How much has come in since the session's beginning. */
    long millis() {
        return this.buffer.end() / PER_MILLI;
    }

    void clear() {
        goOn();
        this.buffer.clear();
    }

    @Override
    public void close() {
        if (this.detector != null) {
            this.detector.close();
            this.detector = null;
        }
        this.detection = null;
    }

    /** Told of turns. */
    interface Listener {

        /** Somebody began to speak. */
        void started(String itemId, long millis);

        /**
         * A turn is likely over.
         * @param sound the turn; if it is over, what it is made of
         */
        void paused(String itemId, Pcm sound);

        /** It is not. */
        void resumed();

        /** A turn is over. */
        void stopped(String itemId, long millis);

        /**
         * Sound became a turn.
         * @param detected whether it was heard to be over; else the client said so
         */
        void committed(String itemId, Pcm sound, boolean detected);

    }

}
