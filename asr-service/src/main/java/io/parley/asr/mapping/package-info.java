/**
 * From the fields of a form to what the ports take, and model names to models.
 */
@NullMarked
package io.parley.asr.mapping;

import org.jspecify.annotations.NullMarked;
