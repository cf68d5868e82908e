/**
 * The local store: which files of which models are here, whole and verified.
 */
@NullMarked
package io.parley.catalog.store;

import org.jspecify.annotations.NullMarked;
