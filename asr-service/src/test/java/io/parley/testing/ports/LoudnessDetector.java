package io.parley.testing.ports;

import java.util.function.Consumer;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;
import io.parley.speech.activity.SpeechSpans;

/**
 * Takes for speech what is loud: the peak of a frame, from 0 to 1, is its probability.
 */
final class LoudnessDetector implements VoiceActivityDetector {

    private static final int FRAME = 512;

    private final Runnable opened;

    /**
     * A detector.
     * @param opened called when somebody begins to listen
     */
    LoudnessDetector(Runnable opened) {
        this.opened = opened;
    }

    @Override
    public String model() {
        return "silero-vad";
    }

    @Override
    public void detect(PcmSource audio, VoiceActivityOptions options, Consumer<SpeechSpan> sink,
            Cancellation cancellation) {
        float[] frame = new float[FRAME];
        SpeechSpans spans = new SpeechSpans(options, FRAME, sink);
        long total = 0;
        for (int count = audio.read(frame, 0, FRAME); count >= 0; count = audio.read(frame, 0, FRAME)) {
            spans.next(peak(frame, 0, count));
            total += count;
        }
        spans.end(total);
    }

    @Override
    public VoiceActivityStream open(Cancellation cancellation) {
        this.opened.run();
        return new VoiceActivityStream() {

            @Override
            public int frameSamples() {
                return FRAME;
            }

            @Override
            public float next(float[] samples, int offset, Cancellation cancellation) {
                return peak(samples, offset, FRAME);
            }

            @Override
            public void close() {
            }

        };
    }

    private static float peak(float[] samples, int offset, int length) {
        float peak = 0;
        for (int i = offset; i < offset + length; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        return peak;
    }

}
