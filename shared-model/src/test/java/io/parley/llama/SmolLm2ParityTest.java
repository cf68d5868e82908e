package io.parley.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.parley.compile.Precision;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.speech.ChatMessage;
import io.parley.testing.TestModels;
import io.parley.text.Tokenizer;

/** SmolLM2 beside llama.cpp and beside a plain float32 model. */
class SmolLm2ParityTest {

    private static final SmolLm2Golden GOLDEN = SmolLm2Golden.read();

    private static final InferenceRuntime RUNTIME = new InferenceRuntime(Runtime.getRuntime().availableProcessors());

    private static LlamaText text;

    @BeforeAll
    static void read() {
        text = LlamaTexts.read(LlamaCheckpoint.at(TestLlama.smolLm2()));
    }

    @AfterAll
    static void close() {
        text.tokenizer().close();
        assertThat(RUNTIME.liveTensors()).isZero();
    }

    @Test
    void textHasThePeersTokensAndComesBackWhole() {
        Tokenizer tokenizer = text.tokenizer();
        assertThat(GOLDEN.tokens()).hasSizeGreaterThan(25).allSatisfy((expected) -> {
            assertThat(tokenizer.encodePlain(expected.text())).as(expected.text()).isEqualTo(expected.ids());
            assertThat(tokenizer.decode(expected.ids())).isEqualTo(expected.text());
        });
    }

    @Test
    void conversationsHaveThePeersTokens() {
        assertThat(GOLDEN.replies()).hasSize(10)
            .allSatisfy((
                    reply) -> assertThat(text.prompt(List.of(new ChatMessage(ChatMessage.Role.USER, reply.question()))))
                        .as(reply.question())
                        .isEqualTo(reply.prompt()));
    }

    @Test
    void inFloat32EveryLogitIsThePlainModels() {
        try (ModelParts parts = new ModelParts()) {
            LlamaState state = state(Precision.FP32, parts);
            int[] ids = GOLDEN.logits().ids();
            for (int i = 0; i < ids.length; i++) {
                float[] logits = TestLlama.logits(state, Arrays.copyOf(ids, i + 1));
                SmolLm2Golden.Row expected = GOLDEN.logits().rows().get(i);
                assertThat(largest(logits, expected.largest().length)).as("after token %d", i)
                    .isEqualTo(expected.largest());
                for (int k = 0; k < expected.every_1000th().length; k++) {
                    assertThat(logits[1000 * k]).isCloseTo(expected.every_1000th()[k], within(2e-3f));
                }
            }
        }
    }

    /**
     * Both compute with 8-bit inputs, each in its own blocks: where two tokens are about
     * equally likely, they may choose differently, and go on differently from there.
     */
    @Test
    void greedyAnswersAreThePeersUpToANearTie() {
        try (ModelParts parts = new ModelParts()) {
            LlamaState state = state(Precision.INT8, parts);
            int same = 0;
            for (SmolLm2Golden.Reply reply : GOLDEN.replies()) {
                int length = common(state, reply);
                if (length < reply.answer().length) {
                    System.out.printf("'%s': token %d of %d differs, the peer's is ahead by %.3f%n", reply.question(),
                            length, reply.answer().length, reply.gaps()[length]);
                    assertThat(reply.gaps()[length]).as(reply.question()).isLessThan(0.5);
                }
                else {
                    same++;
                }
            }
            System.out.printf("%d of %d answers are the same%n", same, GOLDEN.replies().size());
            assertThat(same).isPositive();
        }
    }

    private static int common(LlamaState state, SmolLm2Golden.Reply reply) {
        TokenSampler greedy = new TokenSampler(0, 1, new SplittableRandom(0));
        state.read(reply.prompt(), Cancellation.never());
        for (int i = 0; i < reply.answer().length; i++) {
            if (greedy.choose(state.logits()) != reply.answer()[i]) {
                return i;
            }
            state.append(reply.answer()[i], Cancellation.never());
        }
        return reply.answer().length;
    }

    private static int[] largest(float[] logits, int count) {
        return IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -logits[i]))
            .limit(count)
            .mapToInt(Integer::intValue)
            .toArray();
    }

    private static LlamaState state(Precision precision, ModelParts parts) {
        Path store = TestModels.store().root();
        return TestLlama.state(TestLlama.smolLm2(), precision, store, RUNTIME, parts);
    }

}
