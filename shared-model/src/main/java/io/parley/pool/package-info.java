/**
 * The model pool: load once, lease, bound, evict. The only room that knows DJL's engine
 * and ONNX Runtime.
 */
@NullMarked
package io.parley.pool;

import org.jspecify.annotations.NullMarked;
