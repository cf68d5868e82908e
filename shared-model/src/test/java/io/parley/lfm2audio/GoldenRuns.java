package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.testing.GoldenTensors;

/** The reference's whole generations on the tiny checkpoint. */
final class GoldenRuns {

    private static final String INTERLEAVED = "Respond with interleaved text and audio.";

    private GoldenRuns() {
    }

    /** The prompt of a scenario. */
    static Conversation prompt(Lfm2AudioModel model, String scenario) throws IOException {
        Conversation prompt = model.newConversation();
        switch (scenario) {
            case "asr_a", "asr_b" -> prompt.system("Perform ASR.");
            case "tts" -> prompt.system("Perform TTS. Use the US male voice.");
            default -> prompt.system(INTERLEAVED);
        }
        prompt.begin("user");
        if (scenario.equals("tts")) {
            prompt.text("Hello world, this is a test.");
        }
        else {
            prompt.sound(TinyModel.clip(scenario.substring(scenario.length() - 1)));
        }
        return prompt.end().begin("assistant");
    }

    static List<GeneratedItem> generate(Lfm2AudioModel model, Conversation prompt, GenerationOptions options) {
        List<GeneratedItem> items = new ArrayList<>();
        model.generate(prompt, options, items::add, Cancellation.never());
        return items;
    }

    /** Holds every id of a greedy run to the reference's. */
    static void assertItems(List<GeneratedItem> items, GoldenTensors golden, String prefix) {
        int[] kinds = items.stream().mapToInt((item) -> (item instanceof GeneratedItem.TextToken) ? 1 : 3).toArray();
        int[] ids = items.stream()
            .filter(GeneratedItem.TextToken.class::isInstance)
            .mapToInt((item) -> ((GeneratedItem.TextToken) item).id())
            .toArray();
        int[] codes = items.stream()
            .filter(GeneratedItem.AudioFrame.class::isInstance)
            .flatMapToInt((item) -> Arrays.stream(((GeneratedItem.AudioFrame) item).codes()))
            .toArray();
        assertThat(ids).isEqualTo(golden.integers(prefix + "text_ids"));
        assertThat(kinds).isEqualTo(golden.integers(prefix + "modality"));
        assertThat(codes).isEqualTo(golden.integers(prefix + "frames"));
    }

}
