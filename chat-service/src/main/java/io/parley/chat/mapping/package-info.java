/**
 * From requests to what is asked of the conversation.
 */
@NullMarked
package io.parley.chat.mapping;

import org.jspecify.annotations.NullMarked;
