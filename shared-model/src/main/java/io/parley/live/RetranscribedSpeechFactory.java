package io.parley.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;
import io.parley.speech.ChunkingOptions;
import io.parley.speech.LiveTranscription;
import io.parley.speech.LiveTranscriptions;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityOptions;

/**
 * Live transcripts with whatever transcribers there are. Words that two transcriptions in
 * a row agree about are final; sound is let go of at the ends of sentences, in pauses, or
 * at the latest where a bound is met.
 */
public final class RetranscribedSpeechFactory implements LiveTranscriptions {

    private final Transcribers transcribers;

    private final @Nullable VoiceActivityDetector detector;

    private final LiveSettings settings;

    private final MeterRegistry meters;

    private final Map<String, LiveMetrics> metrics = new ConcurrentHashMap<>();

    /**
     * Makes a factory.
     * @param detector tells speech from silence; null for none, then only a dead line
     * counts as silence
     */
    public RetranscribedSpeechFactory(Transcribers transcribers, @Nullable VoiceActivityDetector detector,
            LiveSettings settings, MeterRegistry meters) {
        this.transcribers = transcribers;
        this.detector = detector;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public LiveTranscription open(String model, TranscriptionOptions options, LiveTranscription.Listener listener) {
        Transcriber transcriber = this.transcribers.named(model);
        Cancellation cancellation = new Cancellation();
        TranscriptionOptions asked = withFinestTimes(transcriber, options);
        LiveMetrics measured = this.metrics.computeIfAbsent(model, (id) -> new LiveMetrics(this.meters, id));
        SoundBuffer buffer = new SoundBuffer(this.settings.longestBacklog());
        SpeechJudge judge = judge(options, cancellation);
        LiveSession session = new LiveSession(buffer, new SpeechTimeline(judge),
                new TailTranscriber(transcriber, asked, measured, cancellation), this.settings, measured, listener);
        return new RetranscribedSpeech(buffer, cancellation, session, judge);
    }

    /** Words are cut best where they are known to end. */
    private static TranscriptionOptions withFinestTimes(Transcriber transcriber, TranscriptionOptions options) {
        for (Timestamps times : new Timestamps[] { Timestamps.WORDS, Timestamps.SEGMENTS }) {
            TranscriptionOptions finer = options.withTimestamps(times);
            try {
                transcriber.check(finer, Cancellation.never());
                return finer;
            }
            catch (SpeechException.Unsupported ex) {
                // a coarser one may do
            }
        }
        transcriber.check(options.withTimestamps(Timestamps.NONE), Cancellation.never());
        return options.withTimestamps(Timestamps.NONE);
    }

    private SpeechJudge judge(TranscriptionOptions options, Cancellation cancellation) {
        if (this.detector == null) {
            return new LevelJudge();
        }
        ChunkingOptions chunking = options.chunking();
        double threshold = (chunking != null) ? chunking.threshold() : VoiceActivityOptions.DEFAULT.threshold();
        return new DetectorJudge(this.detector.open(Cancellation.never()), threshold, cancellation);
    }

}
