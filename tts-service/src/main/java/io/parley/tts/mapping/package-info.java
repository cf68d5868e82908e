/**
 * From requests to what the ports are asked.
 */
@NullMarked
package io.parley.tts.mapping;

import org.jspecify.annotations.NullMarked;
