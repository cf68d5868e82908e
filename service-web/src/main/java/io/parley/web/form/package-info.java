/**
 * Forms with a file: their fields and their limits.
 */
@NullMarked
package io.parley.web.form;

import org.jspecify.annotations.NullMarked;
