/**
 * Architectures written as ONNX graphs from weights, kept in the store by content hash.
 */
@NullMarked
package io.parley.compile;

import org.jspecify.annotations.NullMarked;
