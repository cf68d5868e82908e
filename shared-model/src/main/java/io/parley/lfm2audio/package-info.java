/**
 * LFM2-Audio's engine.
 */
@NullMarked
package io.parley.lfm2audio;

import org.jspecify.annotations.NullMarked;
