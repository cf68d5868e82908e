/**
 * Answers by Llama-shaped language models.
 */
@NullMarked
package io.parley.llama;

import org.jspecify.annotations.NullMarked;
