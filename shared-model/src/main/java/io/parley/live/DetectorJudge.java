package io.parley.live;

import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;

/**
 * Asks a voice activity detector.
 */
final class DetectorJudge implements SpeechJudge {

    private final VoiceActivityStream stream;

    private final double threshold;

    private final Cancellation cancellation;

    /**
     * Takes over a stream.
     * @param threshold probability from which on a frame counts as speech
     */
    DetectorJudge(VoiceActivityStream stream, double threshold, Cancellation cancellation) {
        this.stream = stream;
        this.threshold = threshold;
        this.cancellation = cancellation;
    }

    @Override
    public int frameSamples() {
        return this.stream.frameSamples();
    }

    @Override
    public boolean isSpeech(float[] samples, int offset) {
        return this.stream.next(samples, offset, this.cancellation) >= this.threshold;
    }

    @Override
    public void close() {
        this.stream.close();
    }

}
