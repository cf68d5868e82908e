/**
 * From forms to what is asked of the ports.
 */
@NullMarked
package io.parley.classification.mapping;

import org.jspecify.annotations.NullMarked;
