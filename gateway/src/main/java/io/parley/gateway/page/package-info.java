/**
 * The page to try things on.
 */
@NullMarked
package io.parley.gateway.page;

import org.jspecify.annotations.NullMarked;
