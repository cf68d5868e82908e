/**
 * Readers of published checkpoint containers, memory-mapped.
 */
@NullMarked
package io.parley.weights;

import org.jspecify.annotations.NullMarked;
