/**
 * What models exist, where their files come from, and the local store that holds them.
 */
@NullMarked
package io.parley.catalog;

import org.jspecify.annotations.NullMarked;
