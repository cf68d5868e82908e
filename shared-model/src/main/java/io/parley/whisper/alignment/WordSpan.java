package io.parley.whisper.alignment;

/**
 * Some tokens that make a word or a punctuation mark.
 *
 * @param text as the tokens spell it, with its space
 * @param firstToken counted within the tokens given
 * @param tokenCount at least one
 */
record WordSpan(String text, int firstToken, int tokenCount) {
}
