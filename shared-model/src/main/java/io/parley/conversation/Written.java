package io.parley.conversation;

/**
 * A whole written answer.
 *
 * @param text the words
 * @param finish why it ended
 * @param promptTokens how many tokens the conversation took
 * @param completionTokens how many tokens were generated
 */
public record Written(String text, Reply.Finish finish, int promptTokens, int completionTokens) {
}
