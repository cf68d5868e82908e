/**
 * What loops that generate text share: attention caches, prompts in runs, text as tokens
 * come.
 */
@NullMarked
package io.parley.generation;

import org.jspecify.annotations.NullMarked;
