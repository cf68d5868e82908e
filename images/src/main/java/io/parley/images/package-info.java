/** Images of containers, from folders with their files. */
@NullMarked
package io.parley.images;

import org.jspecify.annotations.NullMarked;
