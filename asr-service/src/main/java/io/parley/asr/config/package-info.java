/**
 * What an operator can set.
 */
@NullMarked
package io.parley.asr.config;

import org.jspecify.annotations.NullMarked;
