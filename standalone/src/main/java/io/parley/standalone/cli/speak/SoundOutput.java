package io.parley.standalone.cli.speak;

import java.io.Closeable;
import java.io.IOException;

import io.parley.audio.EncodedAudioSink;

/** Takes a whole sound. */
public interface SoundOutput extends EncodedAudioSink, Closeable {

    /** Says that all of it was taken. */
    void complete() throws IOException;

}
