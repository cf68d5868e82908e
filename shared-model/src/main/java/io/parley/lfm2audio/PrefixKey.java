package io.parley.lfm2audio;

/**
 * What tells one beginning of a sequence from all others.
 *
 * @param length positions
 * @param digest SHA-256 of all that is fed, hexadecimal
 */
record PrefixKey(int length, String digest) {
}
