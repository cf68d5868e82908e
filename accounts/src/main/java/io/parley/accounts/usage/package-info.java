/**
 * What callers have used.
 */
@NullMarked
package io.parley.accounts.usage;

import org.jspecify.annotations.NullMarked;
