package io.parley.standalone.cli.transcribe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.parley.asr.format.Presentation;
import io.parley.asr.format.TranscriptFormatter;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSegment;

/**
 * A file for each transcript, named as its sound. It appears when it is whole, whatever
 * happens to this process or the machine.
 */
public final class OutputFiles implements TranscriptOutputs {

    private final Path directory;

    private final Sounds sounds;

    private final TranscriptFormatter formatter;

    private final Presentation presentation;

    /**
     * Makes the outputs.
     * @param directory made by {@link #makeDirectory} if need be
     * @param sounds that are to have transcripts
     * @param formatter writes the formats
     * @param presentation of all transcripts
     */
    public OutputFiles(Path directory, Sounds sounds, TranscriptFormatter formatter, Presentation presentation) {
        this.directory = directory;
        this.sounds = sounds;
        this.formatter = formatter;
        this.presentation = presentation;
    }

    /**
     * Makes sure that no transcript would overwrite another, or the sound itself.
     * @throws IllegalArgumentException naming the files that cannot be kept apart
     */
    public void check() {
        Map<Path, Path> origins = new HashMap<>();
        for (Path sound : this.sounds.files()) {
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

    /** Those that have no transcript yet, or are to have a new one. */
    public List<Path> missing() {
        return this.sounds.files()
            .stream()
            .filter((sound) -> !this.sounds.isDoneOnce(sound) || !Files.exists(target(sound)))
            .toList();
    }

    private Path target(Path sound) {
        return this.directory.resolve(this.sounds.transcript(sound) + "." + this.presentation.format().extension());
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
            Files.createDirectories(this.target.toAbsolutePath().getParent());
            // of this process alone: two may work on the same sound
            Path part = this.target
                .resolveSibling(".%s.%s.part".formatted(this.target.getFileName(), UUID.randomUUID()));
            try {
                write(part, OutputFiles.this.formatter.format(transcription, OutputFiles.this.presentation));
                Files.move(part, this.target, StandardCopyOption.ATOMIC_MOVE);
            }
            finally {
                Files.deleteIfExists(part);
            }
        }

        /** To the disk: after a crash, a file that has its name has its content. */
        private static void write(Path part, String text) throws IOException {
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
        }

        @Override
        public void close() {
            // nothing is held
        }

    }

}
