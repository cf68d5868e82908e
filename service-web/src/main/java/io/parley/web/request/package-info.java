/**
 * What every request carries: its id and its time.
 */
@NullMarked
package io.parley.web.request;

import org.jspecify.annotations.NullMarked;
