/**
 * Sound: PCM samples, decoding and encoding of containers, resampling, mel front ends.
 */
@NullMarked
package io.parley.audio;

import org.jspecify.annotations.NullMarked;
