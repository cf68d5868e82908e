package io.parley.audio;

import java.time.Duration;

/**
 * What a caller accepts of an untrusted file.
 *
 * @param maxBytes most bytes of the encoded file
 * @param maxDuration longest sound
 */
public record AudioLimits(long maxBytes, Duration maxDuration) {
}
