/**
 * Silero VAD's graph made from the published one.
 */
@NullMarked
package io.parley.compile.silero;

import org.jspecify.annotations.NullMarked;
