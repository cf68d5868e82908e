/**
 * The engine of LFM2-Audio and LFM2.5-Audio.
 */
@NullMarked
package io.parley.lfm2audio;

import org.jspecify.annotations.NullMarked;
