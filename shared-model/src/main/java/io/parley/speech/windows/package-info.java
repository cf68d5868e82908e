/**
 * Cuts sound of any length into windows that fit a speech model.
 */
@NullMarked
package io.parley.speech.windows;

import org.jspecify.annotations.NullMarked;
