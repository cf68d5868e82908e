/**
 * The description of the API.
 */
@NullMarked
package io.parley.gateway.docs;

import org.jspecify.annotations.NullMarked;
