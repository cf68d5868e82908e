/**
 * Real servers for tests.
 */
package io.parley.testing.servers;
