/**
 * What tests of the service, and of the whole, stand on.
 */
package io.parley.testing.ports;
