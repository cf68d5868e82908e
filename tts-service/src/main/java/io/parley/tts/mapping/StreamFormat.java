package io.parley.tts.mapping;

/** How sound is sent while it is made. */
public enum StreamFormat {

    /** As it is. */
    AUDIO,

    /** In events. */
    SSE

}
