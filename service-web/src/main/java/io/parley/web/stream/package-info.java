/**
 * Answers that are sent while they come to be.
 */
@NullMarked
package io.parley.web.stream;

import org.jspecify.annotations.NullMarked;
