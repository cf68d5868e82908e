package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.speech.SpeechException;
import io.parley.testing.GoldenTensors;

/** Whole generations on the tiny checkpoint, against the reference's. */
class Lfm2AudioGenerationTest {

    @TempDir
    static Path store;

    private static InferenceRuntime runtime;

    private static Lfm2AudioModel model;

    @BeforeAll
    static void load() {
        runtime = new InferenceRuntime(2);
        model = TinyModel.load(runtime, store);
    }

    @AfterAll
    static void close() {
        model.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({ "asr_a,SEQUENTIAL,24", "asr_b,SEQUENTIAL,24", "tts,SEQUENTIAL,40", "inter_a,INTERLEAVED,40",
            "inter_b,INTERLEAVED,40" })
    void everyIdIsTheReferences(String scenario, GenerationMode mode, int maxItems) throws IOException {
        Conversation prompt = prompt(scenario);
        try (GoldenTensors golden = GoldenTensors.open("generate.safetensors")) {
            assertThat(prompt.textIds()).isEqualTo(golden.integers(scenario + ".prompt_text_ids"));
            assertThat(modalities(prompt)).isEqualTo(golden.integers(scenario + ".prompt_modality"));
            GoldenRuns.assertItems(generate(prompt, GenerationOptions.greedy(mode, maxItems)), golden, scenario + ".");
        }
    }

    @Test
    void theSecondTurnOfAConversationIsTheReferences() throws IOException {
        Conversation conversation = prompt("inter_a");
        List<GeneratedItem> first = generate(conversation, GenerationOptions.greedy(GenerationMode.INTERLEAVED, 40));
        conversation.generated(first).end();
        conversation.begin("user").text("And one more thing?").end().begin("assistant");
        try (GoldenTensors golden = GoldenTensors.open("multiturn.safetensors")) {
            assertThat(conversation.textIds()).isEqualTo(golden.integers("prompt.text_ids"));
            assertThat(modalities(conversation)).isEqualTo(golden.integers("prompt.modality"));
            GoldenRuns.assertItems(generate(conversation, GenerationOptions.greedy(GenerationMode.INTERLEAVED, 20)),
                    golden, "");
        }
    }

    @Test
    void aTurnThatWasEndedByTheModelIsEndedOnce() throws IOException {
        Conversation conversation = prompt("asr_b");
        int[] before = conversation.textIds();
        List<GeneratedItem> answer = generate(conversation, GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 24));
        assertThat(answer.getLast()).isInstanceOfSatisfying(GeneratedItem.TextToken.class,
                (token) -> assertThat(token.id()).isEqualTo(7));
        int[] after = conversation.generated(answer).end().textIds();
        int[] added = Arrays.copyOfRange(after, before.length, after.length);
        assertThat(Arrays.stream(added).filter((id) -> id == 7).count()).isOne();
    }

    @Test
    void equalSeedsGiveEqualAnswersAndOthersDifferentOnes() throws IOException {
        assertThat(sampled(1)).isEqualTo(sampled(1));
        assertThat(sampled(1)).isNotEqualTo(sampled(2));
    }

    private static List<String> sampled(long seed) throws IOException {
        GenerationOptions options = new GenerationOptions(GenerationMode.INTERLEAVED, 30, new Sampling(1, 50),
                new Sampling(1, 4), seed);
        return generate(prompt("inter_a"), options).stream().map((item) -> switch (item) {
            case GeneratedItem.TextToken token -> "" + token.id();
            case GeneratedItem.AudioFrame frame -> Arrays.toString(frame.codes());
        }).toList();
    }

    @Test
    void whoIsGoneGetsNoFurtherItem() throws IOException {
        Cancellation cancellation = new Cancellation();
        List<GeneratedItem> items = new ArrayList<>();
        Conversation prompt = prompt("inter_a");
        assertThatThrownBy(
                () -> model.generate(prompt, GenerationOptions.greedy(GenerationMode.INTERLEAVED, 40), (item) -> {
                    items.add(item);
                    if (items.size() == 9) {
                        cancellation.cancel();
                    }
                }, cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(items).hasSize(9);
        everyIdIsTheReferences("inter_a", GenerationMode.INTERLEAVED, 40);
    }

    @Test
    void manyGenerationsLeaveNoTensorBehind() throws IOException {
        everyIdIsTheReferences("tts", GenerationMode.SEQUENTIAL, 40);
        int before = runtime.liveTensors();
        long bytes = model.residentBytes();
        for (int i = 0; i < 20; i++) {
            everyIdIsTheReferences("asr_a", GenerationMode.SEQUENTIAL, 24);
        }
        assertThat(runtime.liveTensors()).isEqualTo(before);
        assertThat(model.residentBytes()).isEqualTo(bytes);
    }

    @Test
    void aLongPromptGrowsTheCachesWhileItIsThereAndChangesNoId() throws IOException {
        long before = model.residentBytes();
        Conversation filled = model.newConversation().system("word ".repeat(3000)).begin("assistant");
        assertThat(filled.positions()).isGreaterThan(3000);
        List<Long> during = new ArrayList<>();
        model.generate(filled, GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 3),
                (item) -> during.add(model.residentBytes()), Cancellation.never());
        assertThat(during).allMatch((bytes) -> bytes > before);
        assertThat(model.residentBytes()).isEqualTo(before);
        everyIdIsTheReferences("asr_a", GenerationMode.SEQUENTIAL, 24);
    }

    @Test
    void cachesThatGrowInTheMiddleOfAnAnswerKeepWhatTheyHold() {
        List<GeneratedItem> items = generate(filled(1015), GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 21));
        // the same positions, but given at once: room for all of them is made first
        Conversation atOnce = filled(1015).generated(items.subList(0, 20));
        assertThat(atOnce.positions()).isGreaterThan(1024);
        assertThat(items).hasSize(21).allMatch(GeneratedItem.TextToken.class::isInstance);
        assertThat(generate(atOnce, GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 1))).singleElement()
            .isInstanceOfSatisfying(GeneratedItem.TextToken.class,
                    (token) -> assertThat(token.id()).isEqualTo(((GeneratedItem.TextToken) items.getLast()).id()));
    }

    private static Conversation filled(int positions) {
        Conversation conversation = model.newConversation();
        conversation.control("<|pad|>".repeat(positions - conversation.positions() - 10));
        conversation.begin("assistant");
        return conversation.control("<|pad|>".repeat(positions - conversation.positions()));
    }

    @Test
    void aPromptBeyondTheContextIsRefusedBeforeAnythingIsComputed() {
        Conversation tooLong = model.newConversation().control("<|pad|>".repeat(32_768));
        int before = runtime.liveTensors();
        assertThatThrownBy(() -> generate(tooLong, GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 1)))
            .isInstanceOfSatisfying(SpeechException.ContextExceeded.class, (ex) -> {
                assertThat(ex.limit()).isEqualTo(32_768);
                assertThat(ex.getMessage()).contains("32,769");
            });
        assertThat(runtime.liveTensors()).isEqualTo(before);
    }

    private static Conversation prompt(String scenario) throws IOException {
        return GoldenRuns.prompt(model, scenario);
    }

    private static List<GeneratedItem> generate(Conversation prompt, GenerationOptions options) {
        return GoldenRuns.generate(model, prompt, options);
    }

    private static int[] modalities(Conversation prompt) {
        return prompt.modalities().stream().mapToInt((modality) -> modality.ordinal() + 1).toArray();
    }

}
