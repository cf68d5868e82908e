package io.parley.chat.realtime;

import org.jspecify.annotations.Nullable;

/**
 * What a session is set to.
 *
 * @param kind what it is for
 * @param model by the name that was asked for
 * @param instructions for the model; empty for none
 * @param spoken whether answers are spoken; else they are written alone
 * @param input format of the caller's sound
 * @param transcription how the caller's words are written down, or null if they are not
 * @param turnDetection how turns are told apart, or null if the caller does it
 * @param output format of answers
 * @param voice of answers
 * @param maxTokens most tokens of an answer, or null
 */
record SessionSettings(Kind kind, String model, String instructions, boolean spoken, WireFormat input,
        @Nullable InputTranscription transcription, @Nullable TurnDetection turnDetection, WireFormat output,
        String voice, @Nullable Integer maxTokens) {

    /** What a session is for. */
    enum Kind {

        /** To converse. */
        REALTIME,
        /** To write down what is said. */
        TRANSCRIPTION;

        String wireName() {
            return (this == REALTIME) ? "realtime" : "transcription";
        }

    }

    /**
     * How the caller's words are written down.
     *
     * @param model by the name that was asked for, or null for the default
     * @param language ISO-639-1 code, or null to detect it
     * @param prompt words that come before, or null
     */
    record InputTranscription(@Nullable String model, @Nullable String language, @Nullable String prompt) {
    }

    static SessionSettings conversation(String model, String voice) {
        return new SessionSettings(Kind.REALTIME, model, "", true, WireFormat.PCM, null, TurnDetection.DEFAULT,
                WireFormat.PCM, voice, null);
    }

    /**
     * Of a session that writes down.
     * @param model that its address names
     * @param transcriber by name, or null for the default
     */
    static SessionSettings transcription(String model, @Nullable String transcriber) {
        return new SessionSettings(Kind.TRANSCRIPTION, model, "", false, WireFormat.PCM,
                new InputTranscription(transcriber, null, null), TurnDetection.DEFAULT, WireFormat.PCM, "", null);
    }

}
