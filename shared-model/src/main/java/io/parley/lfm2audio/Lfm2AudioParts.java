package io.parley.lfm2audio;

import org.jspecify.annotations.Nullable;

import io.parley.compile.lfm2audio.CodecGraph;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.pool.Graph;
import io.parley.text.Tokenizer;

/**
 * What a loaded checkpoint consists of.
 *
 * @param config its sizes
 * @param tokenizer text to ids
 * @param embeddings ids and codes to what the backbone is fed
 * @param encoder sound to what the backbone is fed
 * @param backbone the language model
 * @param textHead hidden state to scores of text tokens
 * @param depthformer hidden state to an audio frame
 * @param codec frames to sound, or null if the checkpoint came without
 * @param prefixes beginnings of sequences
 * @param metrics how often they are of use
 */
record Lfm2AudioParts(Lfm2AudioConfig config, Tokenizer tokenizer, InputEmbeddings embeddings, AudioEncoder encoder,
        BackboneGraphs backbone, Graph textHead, Graph depthformer, @Nullable LoadedCodec codec, PrefixCache prefixes,
        PromptMetrics metrics) {

    /**
     * A codec's graph in memory.
     *
     * @param graph loaded
     * @param description what it is
     */
    record LoadedCodec(Graph graph, CodecGraph description) {
    }

}
