/**
 * Time that only goes forward.
 */
@NullMarked
package io.parley.web.time;

import org.jspecify.annotations.NullMarked;
