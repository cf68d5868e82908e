/**
 * Words to the phonemes that Kokoro speaks: pronouncing dictionaries, word formation,
 * part of speech where it decides, and letter-to-sound rules for unknown words.
 */
@NullMarked
package io.parley.text.phonemes;

import org.jspecify.annotations.NullMarked;
