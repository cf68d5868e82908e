package io.parley.whisper.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.compile.whisper.WhisperGraphs;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.TestModels;

/** Whisper base, which hears noise. */
class DecoderStateTest {

    private static final Cancellation NEVER = Cancellation.never();

    private static final int FRAMES = 400;

    private static final int TEXTS = 3;

    private static final int COUNT = TEXTS + 1;

    private final WhisperVocabulary vocabulary = TimestampRulesTest.vocabulary();

    private final int[] prompt = { this.vocabulary.startOfTranscript(), this.vocabulary.noSpeech() };

    // the likeliest of words, too
    private final SuppressedTokens suppressed = new SuppressedTokens(List.of(11, 13, 257, 264, 286, 291, 407),
            List.of(220, this.vocabulary.endOfText()), this.vocabulary);

    @Test
    void theGraphFindsTheWordsThatTheRulesLeave() {
        withState((state) -> {
            int[] tokens = { 286, 1_000, 50_000 };
            state.append(this.prompt, NEVER);
            state.copy(0, 1, 0);
            state.copy(0, 2, 0);
            float[][] scores = state.step(tokens, NEVER);
            state.rewind(this.prompt.length);
            NextTokens[] words = state.words(tokens, NEVER);
            TokenRule rule = this.suppressed
                .then((all, _) -> all.suppress(this.vocabulary.firstTime(), this.vocabulary.size()));
            for (int text = 0; text < tokens.length; text++) {
                TokenScores left = new TokenScores(scores[text]);
                rule.apply(left, new int[] { tokens[text] });
                NextTokens expected = NextTokens.of(left, COUNT);
                assertThat(words[text].tokens()).containsExactly(expected.tokens());
                assertThat(words[text].logProbabilities()).containsExactly(expected.logProbabilities(), within(1e-4));
            }
        });
    }

    @Test
    void aTextThatBeginsAlikeBecomesACopyByItsRest() {
        withState((state) -> {
            state.append(this.prompt, NEVER);
            state.copy(0, 1, 0);
            float[][] different = state.step(new int[] { 286, 1_000 }, NEVER);
            assertThat(different[1][286]).isNotCloseTo(different[0][286], within(0.01f));
            state.copy(0, 1, this.prompt.length);
            float[][] same = state.step(new int[] { 407, 407 }, NEVER);
            assertThat(same[1]).containsExactly(same[0], within(1e-4f));
        });
    }

    private void withState(Consumer<DecoderState> test) {
        WhisperGraphs graphs = new WhisperCompiler(new GraphStore(TestModels.store().root())).compile(
                TestModels.whisperBase(), TestModels.whisperBaseEntry().file("model.bin").sha256(), Precision.INT8,
                (_, _) -> {
                }, NEVER);
        Random random = new Random(1);
        float[] noise = new float[graphs.dimensions().mels() * FRAMES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        try (InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
                Graph encoder = runtime.load(graphs.encoder());
                Graph decoder = runtime.load(graphs.decoder());
                DecoderState state = new DecoderState(runtime, encoder, decoder, graphs.dimensions(), graphs.cross(),
                        this.suppressed.words(graphs.dimensions().vocabulary()), TEXTS)) {
            state.encode(noise, FRAMES, NEVER);
            test.accept(state);
        }
    }

}
