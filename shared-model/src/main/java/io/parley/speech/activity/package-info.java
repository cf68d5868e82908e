/**
 * From probabilities of speech, frame by frame, to spans of it.
 */
@NullMarked
package io.parley.speech.activity;

import org.jspecify.annotations.NullMarked;
