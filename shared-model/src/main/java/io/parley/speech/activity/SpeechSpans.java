package io.parley.speech.activity;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityOptions;

/**
 * Puts frames together to spans of speech as their probabilities come in: with two
 * thresholds, so that a moment's doubt does not end it, without speech that is too short,
 * padded on both sides without overlap. The rules are those of
 * {@code get_speech_timestamps} of Silero VAD 6, but for speech that is too long and has
 * to be cut: nothing is lost there, and a silence that has begun counts. Holds on to two
 * spans at most. Not thread-safe.
 */
public final class SpeechSpans {

    private static final int SAMPLE_RATE = 16_000;

    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / SAMPLE_RATE;

    private final VoiceActivityOptions options;

    private final int frame;

    private final Consumer<SpeechSpan> sink;

    private final long padding;

    private final long silence;

    private final long shortest;

    private final LongSpeech limit;

    /** Where the frame begins that is heard next. */
    private long position;

    /** What is being said now, or null. */
    private @Nullable Speech current;

    /** What was said last, its end not padded yet; null if it was told. */
    private @Nullable Speech last;

    /**
     * Starts at the beginning of a sound at 16,000 Hz.
     * @param frameSamples length of a frame
     * @param sink takes each span as soon as nothing can change it any more
     */
    public SpeechSpans(VoiceActivityOptions options, int frameSamples, Consumer<SpeechSpan> sink) {
        this.options = options;
        this.frame = frameSamples;
        this.sink = sink;
        this.padding = samples(options.prefixPadding());
        this.silence = samples(options.silence());
        this.shortest = samples(options.shortestSpeech());
        this.limit = LongSpeech.of(options.longestSpeech(), 2 * this.padding + frameSamples);
    }

    /** Whether somebody is speaking, as far as is known. */
    public boolean isSpeaking() {
        return this.current != null;
    }

    /**
     * Hears the next frame.
     * @param probability that somebody speaks in it, from 0 to 1
     */
    public void next(double probability) {
        Speech speech = this.current;
        if (probability >= this.options.threshold()) {
            if (speech == null) {
                this.current = new Speech(this.position);
            }
            else {
                this.limit.resumed(speech, this.position);
            }
        }
        if (speech != null && this.limit.isExceeded(speech, this.position)) {
            divide(speech);
        }
        if (speech != null && probability < this.options.endThreshold()) {
            fallSilent();
        }
        this.position += this.frame;
        tellWhatIsSettled();
    }

    private void divide(Speech speech) {
        finish(speech, this.limit.end(this.position));
        Speech rest = new Speech(this.limit.restart(this.position));
        rest.silentFrom = (speech.silentFrom > rest.start) ? speech.silentFrom : Speech.LOUD;
        this.current = rest;
        this.limit.forget();
    }

    private void fallSilent() {
        Speech speech = this.current;
        if (speech == null) {
            return;
        }
        if (speech.silentFrom == Speech.LOUD) {
            speech.silentFrom = this.position;
        }
        if (this.position - speech.silentFrom >= this.silence) {
            this.current = null;
            this.limit.forget();
            if (speech.silentFrom - speech.start > this.shortest) {
                finish(speech, speech.silentFrom);
            }
        }
    }

    /**
     * Ends the sound: what is still being said ends here.
     * @param total its length in samples; may fall into the last frame
     */
    public void end(long total) {
        Speech speech = this.current;
        this.current = null;
        if (speech != null && total - speech.start > this.shortest) {
            finish(speech, total);
        }
        if (this.last != null) {
            tell(this.last, Math.min(total, this.last.end + this.padding));
        }
    }

    private void finish(Speech speech, long end) {
        settle(speech);
        speech.end = end;
        this.last = speech;
    }

    /** What was said before this is over: half of what is between belongs to each. */
    private void settle(Speech speech) {
        if (this.last == null) {
            if (!speech.isPadded) {
                speech.paddedStart = Math.max(0, speech.start - this.padding);
            }
        }
        else {
            long between = speech.start - this.last.end;
            long share = (between < 2 * this.padding) ? between / 2 : this.padding;
            speech.paddedStart = speech.start - share;
            tell(this.last, this.last.end + share);
        }
        speech.isPadded = true;
    }

    private void tellWhatIsSettled() {
        if (this.last == null) {
            return;
        }
        Speech speech = this.current;
        if (speech == null) {
            if (this.position - this.last.end >= 2 * this.padding) {
                tell(this.last, this.last.end + this.padding);
            }
        }
        else if (speech.silentFrom == Speech.LOUD && this.position - speech.start > this.shortest) {
            settle(speech);
        }
    }

    private void tell(Speech speech, long paddedEnd) {
        this.last = null;
        this.sink.accept(new SpeechSpan(time(speech.paddedStart), time(paddedEnd)));
    }

    private static long samples(Duration duration) {
        return Math.multiplyExact(duration.toMillis(), SAMPLE_RATE) / 1000;
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(Math.multiplyExact(samples, NANOS_PER_SAMPLE));
    }

}
