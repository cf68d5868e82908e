/**
 * Sockets that go through to a service.
 */
@NullMarked
package io.parley.gateway.socket;

import org.jspecify.annotations.NullMarked;
