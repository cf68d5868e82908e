package io.parley.compile.llama;

/**
 * What the tensors of a layer are called in a container.
 *
 * @param embeddings the token table, which is the output projection where there is none
 * @param norm before the output projection
 * @param head the output projection
 * @param layer what names within a layer begin with, {@code %d} its index
 * @param attentionNorm before attention
 * @param query projection
 * @param key projection
 * @param value projection
 * @param attentionOutput projection
 * @param feedForwardNorm before the feed-forward block
 * @param gate of the feed-forward block
 * @param up of the feed-forward block
 * @param down of the feed-forward block
 * @param frequencyFactors by which rotary frequencies are divided, where there are such
 */
record LlamaNames(String embeddings, String norm, String head, String layer, String attentionNorm, String query,
        String key, String value, String attentionOutput, String feedForwardNorm, String gate, String up, String down,
        String frequencyFactors) {

    /** As llama.cpp writes them. */
    static final LlamaNames GGUF = new LlamaNames("token_embd", "output_norm", "output", "blk.%d.", "attn_norm",
            "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down", "rope_freqs");

    /** As Hugging Face's library for transformers does. */
    static final LlamaNames SAFETENSORS = new LlamaNames("model.embed_tokens", "model.norm", "lm_head",
            "model.layers.%d.", "input_layernorm", "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj",
            "self_attn.o_proj", "post_attention_layernorm", "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj",
            "rotary_freqs");

    /** The full name of something in a layer. */
    String in(int layerIndex, String name) {
        return this.layer.formatted(layerIndex) + name;
    }

}
