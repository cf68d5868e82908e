/**
 * Where words lie in time: from the attention of Whisper's decoder to the sound.
 */
@NullMarked
package io.parley.whisper.alignment;

import org.jspecify.annotations.NullMarked;
