/** The JSON objects of OpenAI's transcription API. */
@NullMarked
package io.parley.asr.format.json;

import org.jspecify.annotations.NullMarked;
