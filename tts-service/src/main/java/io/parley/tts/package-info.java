/**
 * Text in, sound out, from the first clause.
 */
@NullMarked
package io.parley.tts;

import org.jspecify.annotations.NullMarked;
