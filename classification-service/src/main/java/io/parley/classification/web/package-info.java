/**
 * The endpoints and what goes over the wire.
 */
@NullMarked
package io.parley.classification.web;

import org.jspecify.annotations.NullMarked;
