package io.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class TranscriptDeltasTest {

    @Test
    void additionsMakeUpTheStrippedText() {
        for (List<String> pieces : List.of(List.of(" One.", " Two.", " Three."),
                List.of("  ", " One. ", "\n", "Two.\n "), List.of("こんにちは。", "元気ですか。"), List.of(" "),
                List.<String>of())) {
            TranscriptDeltas deltas = new TranscriptDeltas();
            StringBuilder text = new StringBuilder();
            pieces.forEach((piece) -> text.append(deltas.next(piece)));
            assertThat(text.toString()).isEqualTo(String.join("", pieces).strip());
        }
    }

    @Test
    void wordsAreToldAtOnceAndSpaceWithTheNext() {
        TranscriptDeltas deltas = new TranscriptDeltas();
        assertThat(deltas.next(" One. ")).isEqualTo("One.");
        assertThat(deltas.next(" ")).isEmpty();
        assertThat(deltas.next("Two.")).isEqualTo("  Two.");
    }

}
