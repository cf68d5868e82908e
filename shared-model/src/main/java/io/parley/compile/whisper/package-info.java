/**
 * Whisper as ONNX graphs.
 */
@NullMarked
package io.parley.compile.whisper;

import org.jspecify.annotations.NullMarked;
