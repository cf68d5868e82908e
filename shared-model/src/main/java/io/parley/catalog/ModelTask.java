package io.parley.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The job that a model does. */
public enum ModelTask {

    /** Speech to text. */
    @JsonProperty("transcription")
    TRANSCRIPTION,

    /** Text to speech. */
    @JsonProperty("speech")
    SPEECH,

    /** Sounds to labels. */
    @JsonProperty("classification")
    CLASSIFICATION,

    /** Messages to messages, in text or in speech. */
    @JsonProperty("conversation")
    CONVERSATION,

    /** Where in the audio somebody speaks. */
    @JsonProperty("voice-activity")
    VOICE_ACTIVITY,

    /** Words to phonemes: the dictionaries that speech needs. */
    @JsonProperty("pronunciation")
    PRONUNCIATION

}
