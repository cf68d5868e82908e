/**
 * Brings files from their sources into a staging directory and proves that they are the
 * pinned ones.
 */
@NullMarked
package io.parley.catalog.fetch;

import org.jspecify.annotations.NullMarked;
