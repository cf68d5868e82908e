/** Models of the pool as the ports see them. */
@NullMarked
package io.parley.serving;

import org.jspecify.annotations.NullMarked;
