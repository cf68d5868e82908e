package io.parley.whisper.decoding;

import java.util.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.parley.concurrent.Cancellation;

/**
 * Looks for a text at rising temperatures until one is beyond doubt (Radford et al.,
 * "Robust Speech Recognition via Large-Scale Weak Supervision", 2022, section 4.5). A
 * caller's own temperature is kept to.
 */
final class TemperatureFallback {

    private static final List<Double> TEMPERATURES = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    /** The same sound has the same text every time. */
    private static final long SEED = 1;

    private final DecodingModel model;

    private final DecoderState state;

    TemperatureFallback(DecodingModel model, DecoderState state) {
        this.model = model;
        this.state = state;
    }

    /**
     * Decodes once.
     * @param prompted the prompt, still in the state
     */
    DecodedText first(Prompted prompted, WindowRequest request, RunawayGuard guard, Cancellation cancellation) {
        return decode(prompted, request, request.temperature(), guard, cancellation);
    }

    /**
     * Goes on where the first text is in doubt.
     * @return the first text beyond doubt, or the best of all
     */
    DecodedText better(DecodedText first, Prompted prompted, WindowRequest request, RunawayGuard guard,
            Cancellation cancellation) {
        if (request.temperature() > 0) {
            return first;
        }
        List<DecodedText> texts = new ArrayList<>();
        DecodedText text = first;
        texts.add(text);
        for (double temperature : TEMPERATURES.subList(1, TEMPERATURES.size())) {
            if (!text.doubtful() || text.silent()) {
                return text;
            }
            text = decode(prompted, request, temperature, guard, cancellation);
            texts.add(text);
        }
        return (text.doubtful()) ? best(texts) : text;
    }

    private DecodedText decode(Prompted prompted, WindowRequest request, double temperature, RunawayGuard guard,
            Cancellation cancellation) {
        WhisperVocabulary vocabulary = this.model.vocabulary();
        TokenRule rule = this.model.suppressed();
        rule = rule.then(request.timestamps() ? new TimestampRules(vocabulary)
                : (scores, _) -> scores.suppress(vocabulary.firstTime(), scores.count()));
        DecodingSettings settings = this.model.settings();
        this.state.rewind(prompted.length());
        Search search;
        if (temperature == 0) {
            search = new BeamSearch(settings.beamWidth(), settings.patience(), vocabulary.endOfText(),
                    !request.timestamps());
        }
        else {
            RandomGenerator random = (request.temperature() > 0) ? RandomGenerator.getDefault() : new Random(SEED);
            search = new SamplingSearch(settings.samples(), temperature, random, vocabulary.endOfText());
        }
        SearchResult result = search.run(this.state, prompted.scores(), rule, guard, cancellation);
        String text = this.model.bytes().text(result.best().tokens()).strip();
        return new DecodedText(result, temperature, text, prompted.noSpeechProbability());
    }

    private static DecodedText best(List<DecodedText> texts) {
        return texts.stream()
            .max(Comparator.<DecodedText, Boolean>comparing((text) -> !text.runaway() && !text.repetitive())
                .thenComparingDouble((text) -> text.result().averageLogProbability()))
            .orElseThrow();
    }

}
