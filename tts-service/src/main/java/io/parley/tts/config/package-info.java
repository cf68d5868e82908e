/**
 * What an operator can set.
 */
@NullMarked
package io.parley.tts.config;

import org.jspecify.annotations.NullMarked;
