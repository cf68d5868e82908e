/**
 * Kokoro's graph made from the published one.
 */
@NullMarked
package io.parley.compile.kokoro;

import org.jspecify.annotations.NullMarked;
