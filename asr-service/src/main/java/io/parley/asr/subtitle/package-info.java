/** Subtitles: cues, and the files that hold them. */
@NullMarked
package io.parley.asr.subtitle;

import org.jspecify.annotations.NullMarked;
