/**
 * Whether the services are ready.
 */
@NullMarked
package io.parley.gateway.health;

import org.jspecify.annotations.NullMarked;
