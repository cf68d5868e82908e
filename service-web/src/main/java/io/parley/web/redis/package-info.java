/**
 * What replicas share.
 */
@NullMarked
package io.parley.web.redis;

import org.jspecify.annotations.NullMarked;
