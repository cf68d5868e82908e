/**
 * Decoding of untrusted sound files by FFmpeg in child processes: the pool that the
 * service sees, and the worker that runs in each child.
 */
@NullMarked
package io.parley.audio.decoder;

import org.jspecify.annotations.NullMarked;
