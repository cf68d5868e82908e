/**
 * What becomes of running requests when the server stops.
 */
@NullMarked
package io.parley.web.shutdown;

import org.jspecify.annotations.NullMarked;
