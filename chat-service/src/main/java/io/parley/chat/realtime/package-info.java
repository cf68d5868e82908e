/**
 * Conversations over a socket that stays open: sound comes in as it is spoken, turns are
 * told apart here, answers can be interrupted. The events are those of OpenAI's Realtime
 * API, in its generally available form.
 */
@NullMarked
package io.parley.chat.realtime;

import org.jspecify.annotations.NullMarked;
