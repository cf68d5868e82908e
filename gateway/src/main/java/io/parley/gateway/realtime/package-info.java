/**
 * What the gateway itself does for spoken conversation.
 */
@NullMarked
package io.parley.gateway.realtime;

import org.jspecify.annotations.NullMarked;
