package io.parley.text;

/**
 * One turn of a conversation as chat templates see it.
 *
 * @param role as "system", "user" or "assistant"
 * @param text what is said
 */
public record ChatTurn(String role, String text) {
}
