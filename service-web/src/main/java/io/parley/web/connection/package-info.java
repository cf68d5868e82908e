/**
 * The connection that a request came on, and noticing that its caller has gone.
 */
@NullMarked
package io.parley.web.connection;

import org.jspecify.annotations.NullMarked;
