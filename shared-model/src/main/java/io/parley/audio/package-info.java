/**
 * Sound: PCM samples, decoding of containers, resampling, mel front ends.
 */
@NullMarked
package io.parley.audio;

import org.jspecify.annotations.NullMarked;
