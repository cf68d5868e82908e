package io.parley.standalone.cli.transcribe;

import java.io.IOException;

import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSink;

/** Where the transcript of one file goes. */
interface TranscriptOutput extends TranscriptSink, AutoCloseable {

    /** Takes the whole, after all its segments. */
    void finish(Transcription transcription) throws IOException;

    /** Ends the output, whole or not. */
    @Override
    void close();

}
