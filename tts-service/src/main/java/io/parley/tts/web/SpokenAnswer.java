package io.parley.tts.web;

import java.io.IOException;

import io.parley.audio.EncodedAudioSink;
import io.parley.speech.Synthesis;

/** An answer that is sent while it is spoken. It begins with the first bytes of sound. */
interface SpokenAnswer extends EncodedAudioSink {

    /** Says that all sound has been sent. */
    void done(Synthesis spoken) throws IOException;

    /**
     * Tells, within an answer, that it fails.
     * @return whether it has begun and has a way to tell it
     */
    boolean failed(RuntimeException error);

}
