package io.parley.testing.ports;

import java.time.Duration;
import java.util.List;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.speech.PcmSink;
import io.parley.speech.SpeechException;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Voice;

/** Says every sentence as a tone of a quarter of a second. */
final class ToneSynthesizer implements Synthesizer {

    private static final int RATE = 24_000;

    private final Behaviour behaviour;

    /**
     * A synthesizer.
     * @param behaviour what comes before each sentence
     */
    ToneSynthesizer(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public List<Voice> voices() {
        return List.of(new Voice("high", List.of("alloy")), new Voice("low", List.of("onyx")));
    }

    @Override
    public int sampleRate() {
        return RATE;
    }

    @Override
    public void check(SynthesisOptions options) {
        voice(options);
    }

    private Voice voice(SynthesisOptions options) {
        return voices().stream()
            .filter((each) -> each.isNamed(options.voice()))
            .findFirst()
            .orElseThrow(() -> new SpeechException.Unsupported("voice", "There is no such voice."));
    }

    @Override
    public Synthesis synthesize(String text, SynthesisOptions options, PcmSink sink, Cancellation cancellation) {
        Voice voice = voice(options);
        String[] sentences = text.split("(?<=\\.) ");
        for (int i = 0; i < sentences.length; i++) {
            this.behaviour.before(text, i, cancellation);
            sink.accept(tone(voice.id().equals("high") ? 880 : 220, options.speed()));
        }
        Duration spoken = Duration.ofMillis(Math.round(250 * sentences.length / options.speed()));
        return new Synthesis(spoken, false, new Synthesis.TokenUsage(text.length(), 10 * sentences.length));
    }

    private static Pcm tone(int frequency, double speed) {
        float[] samples = new float[(int) Math.round(RATE / 4 / speed)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * frequency * i / RATE));
        }
        return new Pcm(samples, RATE);
    }

    /** What a text makes it do. */
    @FunctionalInterface
    interface Behaviour {

        /** Called before each sentence. */
        void before(String text, int sentence, Cancellation cancellation);

    }

}
