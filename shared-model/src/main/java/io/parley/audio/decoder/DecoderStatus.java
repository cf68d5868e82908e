package io.parley.audio.decoder;

/**
 * The state of a decoder's worker processes.
 *
 * @param idle workers that wait for a file
 * @param busy workers that have one
 * @param started processes started so far
 * @param lost of these, how many died by themselves or were killed with a file in hand
 */
public record DecoderStatus(int idle, int busy, long started, long lost) {
}
