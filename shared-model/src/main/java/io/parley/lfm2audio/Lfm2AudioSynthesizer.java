package io.parley.lfm2audio;

import java.util.Arrays;
import java.util.List;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.speech.PcmSink;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechSink;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Voice;

/**
 * Speaks with the prompts and sampling that the model's authors give for it. One answer
 * has at most {@value #MAX_ITEMS} items, about 80 s of sound.
 */
public final class Lfm2AudioSynthesizer implements Synthesizer {

    private static final int MAX_ITEMS = 1024;

    private static final Sampling AUDIO = new Sampling(0.8f, 64);

    private final PooledLfm2Audio model;

    /** A synthesizer with a model of a pool. */
    public Lfm2AudioSynthesizer(ModelPool pool, ModelSpec<Lfm2AudioModel> spec) {
        this.model = new PooledLfm2Audio(pool, spec);
    }

    @Override
    public List<Voice> voices() {
        return Arrays.stream(Lfm2AudioVoice.values()).map(Lfm2AudioVoice::voice).toList();
    }

    @Override
    public int sampleRate() {
        return AudioCodecDecoder.SAMPLE_RATE;
    }

    @Override
    public void synthesize(String text, SynthesisOptions options, PcmSink sink, Cancellation cancellation) {
        Lfm2AudioVoice voice = voice(options.voice());
        if (options.speed() != 1) {
            throw new SpeechException.Unsupported("speed",
                    "The model '%s' speaks at its own speed, 1, only.".formatted(this.model.id()));
        }
        this.model.call(cancellation, (loaded) -> speak(loaded, text, voice, options.seed(), sink, cancellation));
    }

    private Lfm2AudioVoice voice(String name) {
        return Arrays.stream(Lfm2AudioVoice.values())
            .filter((voice) -> voice.voice().isNamed(name))
            .findFirst()
            .orElseThrow(() -> new SpeechException.Unsupported("voice", "The model '%s' has no voice '%s'; it has %s."
                .formatted(this.model.id(), name, String.join(", ", voices().stream().map(Voice::id).toList()))));
    }

    private static FinishReason speak(Lfm2AudioModel model, String text, Lfm2AudioVoice voice, long seed, PcmSink sink,
            Cancellation cancellation) {
        Conversation prompt = model.newConversation()
            .system(voice.instruction())
            .begin("user")
            .text(text)
            .end()
            .begin("assistant");
        try (AudioCodecDecoder decoder = model.newDecoder()) {
            SpeechRenderer renderer = new SpeechRenderer(model.tokenizer(), decoder, new SoundOnly(sink), cancellation);
            FinishReason reason = model.generate(prompt,
                    new GenerationOptions(GenerationMode.SEQUENTIAL, MAX_ITEMS, Sampling.GREEDY, AUDIO, seed), renderer,
                    cancellation);
            renderer.finish();
            return reason;
        }
    }

    /** What the model writes beside its speech is not asked for. */
    private record SoundOnly(PcmSink sink) implements SpeechSink {

        @Override
        public void text(String words) {
            // left out
        }

        @Override
        public void sound(Pcm sound) {
            this.sink.accept(sound);
        }

    }

}
