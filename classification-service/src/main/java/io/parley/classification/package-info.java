/**
 * Sound in, labels out.
 */
@NullMarked
package io.parley.classification;

import org.jspecify.annotations.NullMarked;
