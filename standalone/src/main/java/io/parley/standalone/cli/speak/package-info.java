/**
 * Where the sound of {@code parley speak} goes.
 */
@NullMarked
package io.parley.standalone.cli.speak;

import org.jspecify.annotations.NullMarked;
