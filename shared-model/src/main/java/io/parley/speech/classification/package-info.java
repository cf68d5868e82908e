/**
 * What classifiers have in common: sounds heard window by window, and what is made of the
 * windows.
 */
@NullMarked
package io.parley.speech.classification;

import org.jspecify.annotations.NullMarked;
