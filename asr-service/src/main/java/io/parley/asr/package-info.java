/**
 * The transcription service.
 */
@NullMarked
package io.parley.asr;

import org.jspecify.annotations.NullMarked;
