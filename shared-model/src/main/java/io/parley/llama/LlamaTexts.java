package io.parley.llama;

import io.parley.compile.llama.GgufLlama;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.compile.llama.SafetensorsLlama;
import io.parley.weights.GgufCheckpoint;

/** Reads tokenizers and chat templates of checkpoints. */
final class LlamaTexts {

    private LlamaTexts() {
    }

    /**
     * What a checkpoint says of its text; the caller closes the tokenizer.
     * @throws io.parley.weights.WeightsException if that is missing or of a kind that is
     * not supported
     */
    static LlamaText read(LlamaCheckpoint checkpoint) {
        return switch (checkpoint) {
            case GgufLlama gguf -> {
                try (GgufCheckpoint opened = gguf.open()) {
                    yield new GgufText(opened.metadata()).read();
                }
            }
            case SafetensorsLlama safetensors -> new DirectoryText(safetensors.directory()).read();
        };
    }

}
