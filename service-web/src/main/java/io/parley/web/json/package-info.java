/**
 * Requests in JSON, read field by field.
 */
@NullMarked
package io.parley.web.json;

import org.jspecify.annotations.NullMarked;
