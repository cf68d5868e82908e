/** What tests of all modules share. */
package io.parley.testing;
