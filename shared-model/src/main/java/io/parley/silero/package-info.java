/**
 * Voice activity with Silero VAD.
 */
@NullMarked
package io.parley.silero;

import org.jspecify.annotations.NullMarked;
