/**
 * Encoding of our own sound, as it is made: wav and pcm in plain Java, mp3, opus, aac and
 * flac by FFmpeg's codecs in this process.
 */
@NullMarked
package io.parley.audio.encoder;

import org.jspecify.annotations.NullMarked;
