/**
 * Llama-shaped language models as graphs, from GGUF files and from safetensors.
 */
@NullMarked
package io.parley.compile.llama;

import org.jspecify.annotations.NullMarked;
