/**
 * Counts what requests use.
 */
@NullMarked
package io.parley.web.usage;

import org.jspecify.annotations.NullMarked;
