/**
 * A pull's progress for people: a bar on a terminal, lines elsewhere.
 */
@NullMarked
package io.parley.catalog.progress;

import org.jspecify.annotations.NullMarked;
