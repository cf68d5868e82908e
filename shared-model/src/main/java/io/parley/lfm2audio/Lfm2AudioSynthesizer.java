package io.parley.lfm2audio;

import java.util.Arrays;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.serving.ServedModel;
import io.parley.speech.PcmSink;
import io.parley.speech.SpeechException;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Voice;
import io.parley.text.TextChunker;

/**
 * Speaks with the prompts and sampling that the model's authors give for it, a long text
 * in pieces of at most {@value #LONGEST_PIECE} characters that end where sentences or
 * clauses do. One piece has at most {@value #MAX_ITEMS} items, about 80 s of sound, which
 * is enough even where every character is a digit; the result says if it was not.
 */
public final class Lfm2AudioSynthesizer implements Synthesizer {

    private static final int MAX_ITEMS = 1024;

    private static final int LONGEST_PIECE = 300;

    private final ServedModel<Lfm2AudioModel> model;

    private final TextChunker chunker = new TextChunker(LONGEST_PIECE);

    private final int maxItems;

    /** A synthesizer with a model of a pool. */
    public Lfm2AudioSynthesizer(ModelPool pool, ModelSpec<Lfm2AudioModel> spec) {
        this(pool, spec, MAX_ITEMS);
    }

    Lfm2AudioSynthesizer(ModelPool pool, ModelSpec<Lfm2AudioModel> spec, int maxItems) {
        this.model = new ServedModel<>(pool, spec);
        this.maxItems = maxItems;
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
    public void check(SynthesisOptions options) {
        voice(options.voice());
        if (options.speed() != 1) {
            throw new SpeechException.Unsupported("speed",
                    "The model '%s' speaks at its own speed, 1, only.".formatted(this.model.id()));
        }
    }

    @Override
    public Synthesis synthesize(String text, SynthesisOptions options, PcmSink sink, Cancellation cancellation) {
        check(options);
        Lfm2AudioVoice voice = voice(options.voice());
        List<String> pieces = this.chunker.chunks(text);
        return this.model.call(cancellation, (loaded) -> {
            try (SpokenPieces speech = new SpokenPieces(loaded, voice, this.maxItems, sink, cancellation)) {
                for (int i = 0; i < pieces.size(); i++) {
                    speech.speak(pieces.get(i), options.seed() + i);
                }
                return speech.result();
            }
        });
    }

    private Lfm2AudioVoice voice(String name) {
        return Arrays.stream(Lfm2AudioVoice.values())
            .filter((voice) -> voice.voice().isNamed(name))
            .findFirst()
            .orElseThrow(() -> new SpeechException.Unsupported("voice", "The model '%s' has no voice '%s'; it has %s."
                .formatted(this.model.id(), name, String.join(", ", voices().stream().map(Voice::id).toList()))));
    }

}
