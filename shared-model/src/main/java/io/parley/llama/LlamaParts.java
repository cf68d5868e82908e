package io.parley.llama;

import io.parley.compile.llama.LlamaConfig;
import io.parley.generation.KeyValueCaches;
import io.parley.pool.Graph;

/**
 * What all sequences of a model share.
 *
 * @param config its dimensions
 * @param embeddings its token table
 * @param graph the model
 */
record LlamaParts(LlamaConfig config, TokenEmbeddings embeddings, Graph graph) {

    KeyValueCaches.Shape cacheShape() {
        return new KeyValueCaches.Shape(this.config.layers(), this.config.keyValueHeads(), this.config.headWidth());
    }

}
