package io.parley.live;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.parley.speech.LiveTranscription.Hypothesis;
import io.parley.speech.LiveTranscription.Listener;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcription;

/**
 * The work of one live transcript: looks at the tail of the sound whenever there is
 * enough new of it, until the sound ends. One thread runs it.
 */
final class LiveSession {

    /** What stays of a silence at most, as the beginning of the next words. */
    private static final int LONGEST_LEAD_IN = Samples.RATE / 3;

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    private final SoundBuffer buffer;

    private final SpeechTimeline timeline;

    private final TailTranscriber transcriber;

    private final LocalAgreement agreement = new LocalAgreement();

    private final FinalText text = new FinalText();

    private final TailCutter cutter;

    private final LiveMetrics metrics;

    private final Listener listener;

    private final int step;

    private final int pause;

    private final int leadIn;

    private Hypothesis told = new Hypothesis("", "");

    private long heardUpTo = -1;

    private List<LiveWord> heard = List.of();

    LiveSession(SoundBuffer buffer, SpeechTimeline timeline, TailTranscriber transcriber, LiveSettings settings,
            LiveMetrics metrics, Listener listener) {
        this.buffer = buffer;
        this.timeline = timeline;
        this.transcriber = transcriber;
        this.cutter = new TailCutter(settings);
        this.metrics = metrics;
        this.listener = listener;
        this.step = Samples.in(settings.step());
        this.pause = Samples.in(settings.pause());
        this.leadIn = Math.min(LONGEST_LEAD_IN, this.pause / 2);
    }

    /**
     * Works until the sound ends.
     * @return the whole transcript
     */
    Transcription run() throws InterruptedException {
        while (true) {
            this.buffer.awaitMore(this.step);
            Tail tail = this.buffer.take(this.cutter.longest());
            this.timeline.hear(tail);
            if (this.timeline.speaksSince(tail.start())) {
                hear(tail);
            }
            else {
                skip(tail);
            }
            if (tail.last()) {
                return this.transcriber.whole(this.text, tail.end());
            }
        }
    }

    /** Nobody speaks: nothing to transcribe, and nothing that could still change. */
    private void skip(Tail tail) {
        cut(tail, Math.max(tail.start(), tail.end() - this.leadIn));
        tell(List.of());
    }

    private void hear(Tail tail) throws InterruptedException {
        if (tail.samples().length == this.cutter.longest() && !tail.last()) {
            hearAndCut(tail.first(this.cutter.quietestPlace(tail.samples())));
            return;
        }
        List<LiveWord> words = transcribe(tail);
        boolean silent = tail.end() - this.timeline.lastSpeech() >= this.pause;
        LocalAgreement.Decision decision = this.agreement.hear(words, silent || tail.last());
        settle(decision.fresh(), tail);
        tell(decision.open());
        if (tail.last()) {
            cut(tail, tail.end());
        }
        else if (silent) {
            cut(tail, tail.end() - this.leadIn);
        }
        else {
            cutAtWord(tail, decision);
        }
    }

    /** The tail has become too long: its beginning goes, wherever words may end. */
    private void hearAndCut(Tail beginning) throws InterruptedException {
        settle(this.agreement.cutAfter(transcribe(beginning)), beginning);
        tell(List.of());
        this.text.endSegment(beginning.end(), this.agreement.settled(), this.transcriber.decoding(beginning));
        drop(beginning.end());
    }

    private void settle(List<LiveWord> words, Tail tail) {
        for (LiveWord word : words) {
            if (word.hasEnd()) {
                this.metrics.settled(this.buffer.age(tail.start() + word.end()));
            }
        }
        this.text.add(words, tail.start());
    }

    private List<LiveWord> transcribe(Tail tail) throws InterruptedException {
        if (tail.end() == this.heardUpTo) {
            return this.heard;
        }
        while (true) {
            try {
                this.heard = this.transcriber.transcribe(tail);
                this.heardUpTo = tail.end();
                return this.heard;
            }
            catch (SpeechException.Overloaded ex) {
                // others keep the model busy: what waits meanwhile is bounded by the
                // buffer
                Thread.sleep((ex.retryAfter().compareTo(LONGEST_RETRY) < 0) ? ex.retryAfter() : LONGEST_RETRY);
            }
        }
    }

    /** Drops sound of which all words are final. */
    private void cut(Tail tail, long place) {
        this.text.endSegment(place, 0, this.transcriber.decoding(tail));
        this.agreement.reset();
        drop(place);
    }

    private void cutAtWord(Tail tail, LocalAgreement.Decision decision) {
        int count = this.cutter.words(decision, tail.samples().length);
        if (count > 0) {
            long place = tail.start() + decision.words().get(count - 1).end();
            this.text.endSegment(place, decision.settled() - count, this.transcriber.decoding(tail));
            this.agreement.dropFirst(decision, count);
            drop(place);
        }
    }

    private void drop(long place) {
        this.buffer.dropBefore(place);
        this.timeline.dropBefore(place);
        // what was heard began elsewhere
        this.heardUpTo = -1;
    }

    private void tell(List<LiveWord> open) {
        Hypothesis now = new Hypothesis(this.text.text(), this.text.followedBy(open));
        if (!Objects.equals(now, this.told)) {
            this.told = now;
            this.listener.heard(now);
        }
    }

}
