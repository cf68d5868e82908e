/**
 * The endpoints and what goes over the wire.
 */
@NullMarked
package io.parley.asr.web;

import org.jspecify.annotations.NullMarked;
