package io.parley.standalone.cli.transcribe;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSegment;

/**
 * A file for each transcript, named as its sound but for the extension. It appears when
 * it is whole.
 */
public final class OutputFiles implements TranscriptOutputs {

    private final Path directory;

    private final TranscriptFormatter formatter;

    private final Presentation presentation;

    /**
     * Makes the outputs.
     * @param directory made by {@link #makeDirectory} if need be
     * @param formatter writes the formats
     * @param presentation of all transcripts
     */
    public OutputFiles(Path directory, TranscriptFormatter formatter, Presentation presentation) {
        this.directory = directory;
        this.formatter = formatter;
        this.presentation = presentation;
    }

    /**
     * Makes sure that no transcript would overwrite another, or the sound itself.
     * @throws IllegalArgumentException naming the files that cannot be kept apart
     */
    public void check(List<Path> sounds) {
        Map<Path, Path> origins = new HashMap<>();
        for (Path sound : sounds) {
            Path target = target(sound);
            Path other = origins.putIfAbsent(target, sound);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s and %s would both be written to %s.".formatted(other, sound, target));
            }
            if (target.toAbsolutePath().normalize().equals(sound.toAbsolutePath().normalize())) {
                throw new IllegalArgumentException("%s would be overwritten by its transcript.".formatted(sound));
            }
        }
    }

    /**
     * Makes the directory if it is not there, before any sound is heard.
     * @throws IOException if nothing can be written into it; the message is a sentence
     */
    public void makeDirectory() throws IOException {
        try {
            Files.createDirectories(this.directory);
        }
        catch (FileAlreadyExistsException ex) {
            throw new IOException(this.directory + " is a file, not a directory.", ex);
        }
        catch (IOException ex) {
            String reason = (ex instanceof FileSystemException failure) ? failure.getReason() : ex.getMessage();
            throw new IOException("The directory " + this.directory + " cannot be made"
                    + ((reason != null) ? ": " + reason + "." : "."), ex);
        }
        if (!Files.isWritable(this.directory)) {
            throw new IOException("The directory " + this.directory + " cannot be written to.");
        }
    }

    private Path target(Path sound) {
        String name = String.valueOf(sound.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0) ? name.substring(0, dot) : name;
        return this.directory.resolve(stem + "." + this.presentation.format().extension());
    }

    @Override
    public TranscriptOutput of(int place, Path file) {
        return new TranscriptFile(target(file));
    }

    private final class TranscriptFile implements TranscriptOutput {

        private final Path target;

        private TranscriptFile(Path target) {
            this.target = target;
        }

        @Override
        public void accept(TranscriptSegment segment) {
            // written when all is known
        }

        @Override
        public void finish(Transcription transcription) throws IOException {
            Path part = this.target.resolveSibling(this.target.getFileName() + ".part");
            Files.writeString(part, OutputFiles.this.formatter.format(transcription, OutputFiles.this.presentation));
            Files.move(part, this.target, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void close() {
            // nothing is held
        }

    }

}
