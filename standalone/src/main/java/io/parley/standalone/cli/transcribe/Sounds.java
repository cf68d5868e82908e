package io.parley.standalone.cli.transcribe;

import java.io.IOException;
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

    private Sounds(List<Path> folders, List<Path> files) {
        this.folders = folders;
        this.files = List.copyOf(files);
    }

    /**
     * Looks for them.
     * @param given files and folders
     * @throws IOException if one cannot be read; the message is a sentence
     */
    public static Sounds find(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            }
            else if (Files.isReadable(path)) {
                files.add(path);
            }
            else {
                throw new NoSuchFileException(path + " cannot be read.");
            }
        }
        return new Sounds(given.stream().filter(Files::isDirectory).toList(), files);
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

    /** Whether a folder was given. */
    public boolean ofFolders() {
        return !this.folders.isEmpty();
    }

    /** Those of one share; files that were given by themselves are in each. */
    public Sounds of(Shard shard) {
        return new Sounds(this.folders,
                this.files.stream().filter((file) -> nameInFolder(file).map(shard::holds).orElse(true)).toList());
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
