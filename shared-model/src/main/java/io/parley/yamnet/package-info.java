/**
 * Sounds by AudioSet's classes with YAMNet.
 */
@NullMarked
package io.parley.yamnet;

import org.jspecify.annotations.NullMarked;
