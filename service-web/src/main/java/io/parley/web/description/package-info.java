/**
 * What services say of themselves, for those that have springdoc.
 */
@NullMarked
package io.parley.web.description;

import org.jspecify.annotations.NullMarked;
