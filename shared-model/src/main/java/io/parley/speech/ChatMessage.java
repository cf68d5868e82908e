package io.parley.speech;

/**
 * One turn of a written conversation.
 *
 * @param role who writes
 * @param text what is written
 */
public record ChatMessage(Role role, String text) {

    /** Who writes. */
    public enum Role {

        /** Whoever says what the model is to do. */
        SYSTEM,
        /** Whoever is answered. */
        USER,
        /** The model. */
        ASSISTANT

    }

}
