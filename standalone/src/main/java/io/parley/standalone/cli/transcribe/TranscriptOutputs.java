package io.parley.standalone.cli.transcribe;

import java.nio.file.Path;

/** Says where transcripts go. */
@FunctionalInterface
public interface TranscriptOutputs {

    /**
     * The output of a file.
     * @param place of the file in the queue, from 0
     * @param file to be transcribed
     */
    TranscriptOutput of(int place, Path file);

}
