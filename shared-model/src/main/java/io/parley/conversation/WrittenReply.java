package io.parley.conversation;

import io.parley.speech.SpeechReply;

/**
 * An answer of which its words are all that matters afterwards.
 *
 * @param text the words
 * @param truncated whether a limit ended it
 * @param usage what it took
 */
record WrittenReply(String text, boolean truncated, TokenUsage usage) implements SpeechReply {
}
