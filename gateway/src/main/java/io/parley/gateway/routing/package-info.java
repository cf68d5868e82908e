/**
 * Which calls go to which service, and how they get there.
 */
@NullMarked
package io.parley.gateway.routing;

import org.jspecify.annotations.NullMarked;
