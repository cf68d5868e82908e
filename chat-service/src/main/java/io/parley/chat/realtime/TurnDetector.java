package io.parley.chat.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;

/**
 * Hears when the caller begins to speak and when a turn is over. Not thread-safe.
 */
final class TurnDetector implements AutoCloseable {

    private static final int SAMPLE_RATE = 16_000;

    private final VoiceActivityStream stream;

    private final TurnDetection settings;

    private final double endThreshold;

    private final Cancellation cancellation;

    private final float[] frame;

    private int filled;

    /** Where the next frame begins, in samples since the session's beginning. */
    private long position;

    private boolean speaking;

    private long silentSince = -1;

    private boolean paused;

    /**
     * Starts to listen.
     * @param stream closed with this
     * @param position of the next sample, since the session's beginning
     */
    TurnDetector(VoiceActivityStream stream, TurnDetection settings, long position, Cancellation cancellation) {
        this.stream = stream;
        this.settings = settings;
        this.endThreshold = VoiceActivityOptions.endThreshold(settings.threshold());
        this.position = position;
        this.cancellation = cancellation;
        this.frame = new float[stream.frameSamples()];
    }

    /** Whether somebody is speaking, as far as is known. */
    boolean isSpeaking() {
        return this.speaking;
    }

    /**
     * Hears more sound.
     * @param samples at 16,000 Hz
     * @return what has changed, in order
     */
    List<Change> hear(float[] samples, int length) {
        List<Change> changes = new ArrayList<>();
        int at = 0;
        while (at < length) {
            int count = Math.min(this.frame.length - this.filled, length - at);
            System.arraycopy(samples, at, this.frame, this.filled, count);
            this.filled += count;
            at += count;
            if (this.filled == this.frame.length) {
                this.filled = 0;
                judge(this.stream.next(this.frame, 0, this.cancellation), changes);
                this.position += this.frame.length;
            }
        }
        return changes;
    }

    private void judge(double probability, List<Change> changes) {
        if (probability >= this.settings.threshold()) {
            this.silentSince = -1;
            if (this.paused) {
                this.paused = false;
                changes.add(new Change.Resumed());
            }
            if (!this.speaking) {
                this.speaking = true;
                changes.add(new Change.Started(Math.max(0, this.position - samples(this.settings.prefixPadding()))));
            }
        }
        else if (this.speaking && probability < this.endThreshold) {
            if (this.silentSince < 0) {
                this.silentSince = this.position;
            }
            long heard = this.position + this.frame.length;
            long silent = heard - this.silentSince;
            if (!this.paused && silent >= samples(this.settings.pause())) {
                this.paused = true;
                changes.add(new Change.Paused(heard));
            }
            if (silent >= samples(this.settings.silence())) {
                this.speaking = false;
                this.paused = false;
                this.silentSince = -1;
                changes.add(new Change.Stopped(heard));
            }
        }
    }

    private static long samples(Duration duration) {
        return duration.toMillis() * SAMPLE_RATE / 1000;
    }

    @Override
    public void close() {
        this.stream.close();
    }

    /** What happens, by samples since the session's beginning. */
    sealed interface Change {

        /** Speech has begun; padding belongs to it. */
        record Started(long sample) implements Change {
        }

        /** It has been silent for so long that the turn is likely over. */
        record Paused(long sample) implements Change {
        }

        /** It was not over. */
        record Resumed() implements Change {
        }

        /** A turn is over, and so is the silence that says so. A pause came before. */
        record Stopped(long sample) implements Change {
        }

    }

}
