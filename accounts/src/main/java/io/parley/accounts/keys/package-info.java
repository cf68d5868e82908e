/**
 * API keys.
 */
@NullMarked
package io.parley.accounts.keys;

import org.jspecify.annotations.NullMarked;
