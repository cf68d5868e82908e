package io.parley.speech;

import java.util.List;

import io.parley.audio.Pcm;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order
 */
public record SpeechMessage(Role role, List<Part> parts) {

    public SpeechMessage {
        parts = List.copyOf(parts);
    }

    /** A turn of text alone. */
    public static SpeechMessage text(Role role, String text) {
        return new SpeechMessage(role, List.of(new Part.Text(text)));
    }

    /** Who speaks. */
    public enum Role {

        /** Whoever says what the model is to do. */
        SYSTEM,
        /** Whoever is answered. */
        USER,
        /** The model. */
        ASSISTANT

    }

    /** Something said. */
    public sealed interface Part {

        /**
         * In writing.
         *
         * @param text the words
         */
        record Text(String text) implements Part {
        }

        /**
         * In sound.
         *
         * @param sound at any rate
         */
        record Sound(Pcm sound) implements Part {
        }

        /**
         * By the model in an earlier turn, exactly as it came.
         *
         * @param reply what {@link SpeechLanguageModel#respond} returned
         */
        record Said(SpeechReply reply) implements Part {
        }

    }

}
