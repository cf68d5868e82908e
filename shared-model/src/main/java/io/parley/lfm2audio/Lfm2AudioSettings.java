package io.parley.lfm2audio;

import io.parley.compile.lfm2audio.Lfm2AudioRecipe;

/**
 * How models of LFM2-Audio are run.
 *
 * @param recipe in which numbers
 * @param prefixBytes most memory for beginnings of conversations that are kept; 0 to keep
 * none
 */
public record Lfm2AudioSettings(Lfm2AudioRecipe recipe, long prefixBytes) {
}
