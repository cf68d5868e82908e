/**
 * The ports that services program against.
 */
@NullMarked
package io.parley.speech;

import org.jspecify.annotations.NullMarked;
