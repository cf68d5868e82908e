/**
 * Spoken and written conversation over the ports alone: one model that hears and speaks
 * itself, or a transcriber, a language model and a synthesizer that feed each other.
 */
@NullMarked
package io.parley.conversation;

import org.jspecify.annotations.NullMarked;
