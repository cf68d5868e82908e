package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;

import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.testing.GoldenTensors;
import io.parley.testing.SharedData;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts of text, audio in and audio out as the backbone is fed them. */
class Lfm2AudioInputEmbeddingsTest {

    private static final int TEXT = 1;

    private static final int AUDIO_IN = 2;

    private final Path directory = SharedData.path("lfm2-audio/tiny");

    private final Lfm2AudioConfig config = Lfm2AudioConfig.read(this.directory);

    @ParameterizedTest
    @CsvSource({ "backbone_a, a", "backbone_b, b", "multiturn, a" })
    void promptsAreTheReferences(String file, String clip) throws Exception {
        try (Checkpoint checkpoint = checkpoint();
                GoldenTensors golden = GoldenTensors.open(file + ".safetensors");
                GoldenTensors encoder = GoldenTensors.open("encoder.safetensors")) {
            InputEmbeddings embeddings = new InputEmbeddings(checkpoint, this.config);
            int[] kinds = golden.integers("prompt.modality");
            int[] tokens = golden.integers("prompt.text_ids");
            float[] heard = encoder.floats(clip + ".adapted");
            FloatBuffer prompt = FloatBuffer.allocate(kinds.length * embeddings.width());
            int token = 0;
            int column = 0;
            int frame = 0;
            for (int kind : kinds) {
                switch (kind) {
                    case TEXT -> embeddings.text(tokens[token++], prompt);
                    case AUDIO_IN -> prompt.put(heard, column++ * embeddings.width(), embeddings.width());
                    default -> embeddings.frame(frame(golden, frame++), prompt);
                }
            }
            golden.assertClose("prompt.embeddings", prompt.array());
        }
    }

    @Test
    void whatIsNoTokenAndNoCodeIsRefused() {
        try (Checkpoint checkpoint = checkpoint()) {
            InputEmbeddings embeddings = new InputEmbeddings(checkpoint, this.config);
            FloatBuffer target = FloatBuffer.allocate(embeddings.width());
            assertThatThrownBy(() -> embeddings.text(512, target)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> embeddings.frame(new int[] { 0, 0, 0, 2049, 0, 0, 0, 0 }, target))
                .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> embeddings.frame(new int[7], target))
                .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    // kept as [codebooks, frames]
    private int[] frame(GoldenTensors golden, int index) {
        int[] all = golden.integers("prompt.audio_out");
        int[] frame = new int[this.config.codebooks()];
        for (int k = 0; k < frame.length; k++) {
            frame[k] = all[k * (all.length / frame.length) + index];
        }
        return frame;
    }

    private Checkpoint checkpoint() {
        return SafetensorsCheckpoint.open(this.directory.resolve("model.safetensors"));
    }

}
