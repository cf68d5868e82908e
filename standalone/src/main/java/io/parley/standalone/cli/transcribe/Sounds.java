package io.parley.standalone.cli.transcribe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sounds that a command is given: files, and folders with all that is in them and
 * below.
 */
public final class Sounds {

    /** What a file in a folder has to end in to be taken for a sound. */
    private static final Set<String> EXTENSIONS = Set.of("aac", "flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga",
            "ogg", "opus", "wav", "webm");

    private final List<Path> folders;

    private final List<Path> files;

    private final List<String> unreadable;

    private Sounds(List<Path> folders, List<Path> files, List<String> unreadable) {
        this.folders = folders;
        this.files = List.copyOf(files);
        this.unreadable = List.copyOf(unreadable);
    }

    /**
     * Looks for them. One that cannot be read leaves the others.
     * @param given files and folders
     */
    public static Sounds find(List<Path> given) {
        List<Path> files = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path path : given) {
            try {
                files.addAll(at(path));
            }
            catch (IOException ex) {
                unreadable.add(String.valueOf(ex.getMessage()));
            }
        }
        return new Sounds(given.stream().filter(Files::isDirectory).toList(), files, unreadable);
    }

    /** Throws an exception whose message is a sentence. */
    private static List<Path> at(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new NoSuchFileException(path + " cannot be read.");
        }
        return Files.isDirectory(path) ? in(path) : List.of(path);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> sounds = paths.filter(Sounds::isSound).sorted().toList();
            if (sounds.isEmpty()) {
                throw new IOException("%s holds no sound files (%s).".formatted(folder,
                        String.join(", ", EXTENSIONS.stream().sorted().toList())));
            }
            return sounds;
        }
        catch (UncheckedIOException ex) {
            throw new IOException(folder + " cannot be read in all its parts.", ex);
        }
    }

    private static boolean isSound(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                && Files.isRegularFile(path);
    }

    /** All of them, those of a folder in the order of their names. */
    public List<Path> files() {
        return this.files;
    }

    /** Why others that were given are not among them: a sentence for each. */
    public List<String> unreadable() {
        return this.unreadable;
    }

    /** Whether a folder was given. */
    public boolean ofFolders() {
        return !this.folders.isEmpty();
    }

    /** Those of one share; files that were given by themselves are in each. */
    public Sounds of(Shard shard) {
        return new Sounds(this.folders,
                this.files.stream().filter((file) -> nameInFolder(file).map(shard::holds).orElse(true)).toList(),
                this.unreadable);
    }

    /** The name of a sound below its folder, if it has one. */
    private Optional<Path> nameInFolder(Path file) {
        return this.folders.stream().filter(file::startsWith).findFirst().map((folder) -> folder.relativize(file));
    }

    /**
     * What its transcript is called but for the extension: in a folder the whole name,
     * since a folder may hold the same in several formats, else the name without its own
     * extension.
     */
    Path transcript(Path file) {
        return nameInFolder(file).orElseGet(() -> {
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.');
            return Path.of((dot > 0) ? name.substring(0, dot) : name);
        });
    }

    /**
     * Whether a transcript that is there already is kept: work on a folder goes on where
     * it broke off.
     */
    boolean isDoneOnce(Path file) {
        return nameInFolder(file).isPresent();
    }

}
