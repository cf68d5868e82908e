/**
 * Sound on its way to callers.
 */
@NullMarked
package io.parley.web.sound;

import org.jspecify.annotations.NullMarked;
