/**
 * Transcripts as the formats that callers ask for; no HTTP, so that the command line
 * writes the same.
 */
@NullMarked
package io.parley.asr.format;

import org.jspecify.annotations.NullMarked;
