/**
 * Who may call and what they have used, in SQL.
 */
@NullMarked
package io.parley.accounts;

import org.jspecify.annotations.NullMarked;
