package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;

import static org.assertj.core.api.Assertions.assertThat;

/** What was computed once for a conversation is not computed again, and changes no id. */
class Lfm2AudioPrefixTest {

    /** Two layers, keys and values, two heads of 16, float32. */
    private static final int BYTES_A_POSITION = 2 * 2 * 2 * 16 * 4;

    private static final String INSTRUCTION = "Respond with interleaved text and audio.";

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path store;

    private double warmUp;

    @AfterEach
    void nothingIsLeft() {
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @Test
    void theSecondTurnGoesOnFromTheFirstAndIsTheReferences() throws IOException {
        try (Lfm2AudioModel model = load(1 << 20); GoldenTensors golden = GoldenTensors.open("multiturn.safetensors")) {
            Conversation conversation = question(model, "a").ongoing();
            int asked = conversation.positions();
            List<GeneratedItem> first = generate(model, conversation, 40);
            assertThat(reused()).isZero();
            conversation.generated(first).end();
            conversation.begin("user").text("And one more thing?").end().begin("assistant");
            List<GeneratedItem> second = generate(model, conversation, 20);
            // the last item was never fed
            assertThat(reused()).isEqualTo(asked + first.size() - 1);
            assertThat(computed()).isEqualTo(conversation.positions() - first.size() + 1);
            assertThat(texts(second)).isEqualTo(golden.integers("text_ids"));
        }
    }

    @Test
    void aQuestionAskedAgainIsNotReadAgain() throws IOException {
        try (Lfm2AudioModel model = load(1 << 20)) {
            Conversation conversation = question(model, "a").ongoing();
            List<GeneratedItem> first = generate(model, conversation, 12);
            List<GeneratedItem> again = generate(model, question(model, "a").ongoing(), 12);
            assertThat(texts(again)).isEqualTo(texts(first));
            assertThat(reused()).isEqualTo(conversation.positions());
            assertThat(computed()).isEqualTo(conversation.positions());
        }
    }

    @Test
    void aFurtherTurnTakesTheEarlierOnesPlace() throws IOException {
        try (Lfm2AudioModel model = load(1 << 20)) {
            Conversation conversation = question(model, "a").ongoing();
            List<Long> kept = new ArrayList<>();
            for (int turn = 0; turn < 6; turn++) {
                conversation.generated(generate(model, conversation, 12)).end();
                conversation.begin("user").text("More?").end().begin("assistant");
                kept.add(model.residentBytes());
            }
            // the instruction, and prompt and answer of the last turn
            int turn = conversation.positions() / 6;
            assertThat(kept.getLast() - kept.get(2)).isLessThan(3L * 3 * turn * BYTES_A_POSITION);
        }
    }

    @Test
    void theInstructionIsSharedByAllWhoGiveIt() throws IOException {
        try (Lfm2AudioModel model = load(1 << 20)) {
            int instruction = model.newConversation().system(INSTRUCTION).positions();
            generate(model, question(model, "a"), 3);
            List<GeneratedItem> shared = generate(model, question(model, "b"), 30);
            assertThat(reused()).isEqualTo(instruction);
            try (GoldenTensors golden = GoldenTensors.open("generate.safetensors")) {
                int[] expected = golden.integers("inter_b.text_ids");
                assertThat(texts(shared)).isEqualTo(Arrays.copyOf(expected, texts(shared).length));
            }
            generate(model, model.newConversation().system("Perform ASR.").begin("assistant"), 3);
            assertThat(reused()).isEqualTo(instruction);
        }
    }

    @Test
    void anotherSoundOfTheSameLengthIsAnotherQuestion() throws IOException {
        try (Lfm2AudioModel model = load(1 << 20)) {
            Conversation one = question(model, "a").ongoing();
            generate(model, one, 3);
            double before = reused();
            float[] samples = TinyModel.clip("a").samples().clone();
            samples[4000] += 0.01f;
            Conversation other = model.newConversation()
                .system(INSTRUCTION)
                .begin("user")
                .sound(new Pcm(samples, 16_000))
                .end()
                .begin("assistant");
            generate(model, other, 3);
            int header = model.newConversation().system(INSTRUCTION).positions();
            assertThat(reused() - before).isEqualTo(header);
        }
    }

    @ParameterizedTest
    @CsvSource({ "0", "100", "60000", "200000" })
    void memoryIsBounded(long bound) throws IOException {
        try (Lfm2AudioModel model = load(bound)) {
            long before = model.residentBytes();
            for (int i = 0; i < 12; i++) {
                Conversation conversation = model.newConversation()
                    .system(INSTRUCTION + i)
                    .begin("user")
                    .text("word ".repeat(20))
                    .end()
                    .begin("assistant")
                    .ongoing();
                generate(model, conversation, 5);
                assertThat(model.residentBytes() - before).isBetween(0L, bound);
            }
            long kept = model.residentBytes() - before;
            assertThat(kept > 100 * BYTES_A_POSITION).isEqualTo(bound > 30_000);
        }
    }

    private Lfm2AudioModel load(long prefixBytes) {
        Lfm2AudioModel model = TinyModel
            .loader(this.store, new Lfm2AudioSettings(Lfm2AudioRecipe.FP32, prefixBytes), this.meters)
            .load(TinyModel.directory(), this.runtime, "tiny", (graph, bytes) -> {
            });
        this.warmUp = positions("computed");
        return model;
    }

    private static Conversation question(Lfm2AudioModel model, String clip) throws IOException {
        return model.newConversation()
            .system(INSTRUCTION)
            .begin("user")
            .sound(TinyModel.clip(clip))
            .end()
            .begin("assistant");
    }

    private static List<GeneratedItem> generate(Lfm2AudioModel model, Conversation prompt, int maxItems) {
        List<GeneratedItem> items = new ArrayList<>();
        model.generate(prompt, GenerationOptions.greedy(GenerationMode.INTERLEAVED, maxItems), items::add,
                Cancellation.never());
        return items;
    }

    private static int[] texts(List<GeneratedItem> items) {
        return items.stream()
            .filter(GeneratedItem.TextToken.class::isInstance)
            .mapToInt((item) -> ((GeneratedItem.TextToken) item).id())
            .toArray();
    }

    private double reused() {
        return positions("reused");
    }

    private double computed() {
        return positions("computed") - this.warmUp;
    }

    private double positions(String origin) {
        return this.meters.get("parley.prompt.positions").tags("model", "tiny", "origin", origin).counter().count();
    }

}
