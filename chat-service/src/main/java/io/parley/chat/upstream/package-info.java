/**
 * A language model that the operator names, on an OpenAI-compatible server.
 */
@NullMarked
package io.parley.chat.upstream;

import org.jspecify.annotations.NullMarked;
