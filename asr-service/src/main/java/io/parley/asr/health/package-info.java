/**
 * When the service is ready.
 */
@NullMarked
package io.parley.asr.health;

import org.jspecify.annotations.NullMarked;
