/**
 * Speech with Kokoro-82M, from its published ONNX graph.
 */
@NullMarked
package io.parley.kokoro;

import org.jspecify.annotations.NullMarked;
