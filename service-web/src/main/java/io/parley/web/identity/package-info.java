/**
 * Who a request is from, as the gateway says it to the services.
 */
@NullMarked
package io.parley.web.identity;

import org.jspecify.annotations.NullMarked;
