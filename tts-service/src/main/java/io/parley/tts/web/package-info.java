/**
 * The endpoints.
 */
@NullMarked
package io.parley.tts.web;

import org.jspecify.annotations.NullMarked;
