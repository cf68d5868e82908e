package io.parley.audio.decoder;

import io.parley.audio.AudioLimits;

/**
 * One file's decoding, as the parent sees it.
 *
 * @param request for the worker
 * @param limits of the caller
 * @param sound receives what is decoded
 */
record DecoderJob(JobRequest request, AudioLimits limits, DecodedSound sound) {
}
