package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.concurrent.Cancellation;
import io.parley.generation.PrefillChunk;
import io.parley.pool.InferenceRuntime;

/** Prompts in runs whose attention fits into bounded memory. */
class Lfm2AudioPrefillChunkTest {

    @Test
    void scoresStayWithinTheirBoundAtEveryLengthOfTheFullModel() {
        int heads = 32;
        for (int past = 0; past < 32_768; past++) {
            int positions = PrefillChunk.positions(heads, past);
            assertThat(positions).isBetween(31, 512);
            assertThat((long) heads * positions * (past + positions)).isLessThanOrEqualTo(PrefillChunk.MAX_SCORES);
        }
        assertThat(PrefillChunk.positions(heads, 1024)).isEqualTo(512);
    }

    @Test
    void aLongPromptInSmallerRunsGivesWhatOneFedStepByStepGives(@TempDir Path store) {
        InferenceRuntime runtime = new InferenceRuntime(2);
        try (Lfm2AudioModel model = TinyModel.load(runtime, store)) {
            int length = 18_000;
            assertThat(PrefillChunk.positions(4, length)).isLessThan(512);
            List<GeneratedItem> items = generate(model, prompt(model, length), 12);
            // the last items were computed one by one, here they are part of the prompt
            Conversation longer = prompt(model, length).generated(items.subList(0, 11));
            assertThat(ids(generate(model, longer, 1))).isEqualTo(ids(items.subList(11, 12)));
        }
    }

    private static Conversation prompt(Lfm2AudioModel model, int length) {
        return model.newConversation().begin("user").control("<|pad|>".repeat(length)).end().begin("assistant");
    }

    private static List<GeneratedItem> generate(Lfm2AudioModel model, Conversation prompt, int items) {
        List<GeneratedItem> all = new ArrayList<>();
        model.generate(prompt, GenerationOptions.greedy(GenerationMode.SEQUENTIAL, items), all::add,
                Cancellation.never());
        return all;
    }

    private static List<String> ids(List<GeneratedItem> items) {
        return items.stream().map((item) -> switch (item) {
            case GeneratedItem.TextToken token -> "" + token.id();
            case GeneratedItem.AudioFrame frame -> Arrays.toString(frame.codes());
        }).toList();
    }

}
