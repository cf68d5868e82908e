/**
 * The gateway and all services in one process, around one pool of models.
 */
@NullMarked
package io.parley.standalone;

import org.jspecify.annotations.NullMarked;
