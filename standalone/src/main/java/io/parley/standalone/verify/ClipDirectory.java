package io.parley.standalone.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Finds recordings with transcripts or labels in a directory, in the first of three
 * layouts that it has:
 * <ol>
 * <li>{@code manifest.csv}: a header line, then a row a clip. Column {@code file} is its
 * path below the directory. {@code transcript} is what is said in it; rows without one
 * may have a {@code label}, what is heard in it. {@code lang} (ISO-639-1) and
 * {@code source} (names the collection) may be there; other columns are passed over.</li>
 * <li>LibriSpeech's: {@code <speaker>-<chapter>.trans.txt}, in each line a clip's name
 * without extension, a space and its transcript; the clips beside it.</li>
 * <li>Plain: {@code <name>.txt} with the transcript beside a clip of the same name.</li>
 * </ol>
 */
public final class ClipDirectory {

    private static final String MANIFEST = "manifest.csv";

    private static final String CHAPTER = ".trans.txt";

    private static final List<String> EXTENSIONS = List.of("flac", "wav", "mp3", "ogg", "opus", "m4a", "webm", "aac");

    private final Path directory;

    public ClipDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * All clips, in an order that does not change.
     * @throws IOException if the directory or a file that describes clips cannot be read,
     * or a described clip is not there; the message is a sentence
     */
    public List<Clip> clips() throws IOException {
        if (!Files.isDirectory(this.directory)) {
            throw new IOException(this.directory + " is no directory.");
        }
        List<Clip> clips = Files.isRegularFile(this.directory.resolve(MANIFEST)) ? ofManifest() : ofTranscripts();
        if (clips.isEmpty()) {
            throw new IOException(this.directory
                    + " has no clips with transcripts or labels: no manifest.csv, no .trans.txt and no .txt beside a clip.");
        }
        for (Clip clip : clips) {
            if (!Files.isReadable(clip.file())) {
                throw new IOException(clip.file() + " cannot be read.");
            }
        }
        return clips;
    }

    private List<Clip> ofManifest() throws IOException {
        Path manifest = this.directory.resolve(MANIFEST);
        List<Clip> clips = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper().readerFor(Map.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(manifest.toFile())) {
            while (rows.hasNext()) {
                clip(rows.next()).ifPresent(clips::add);
            }
        }
        catch (JacksonException ex) {
            throw new IOException(manifest + " is no table that can be read: " + ex.getOriginalMessage() + ".", ex);
        }
        return clips;
    }

    private Optional<Clip> clip(Map<String, String> row) {
        String file = row.getOrDefault("file", "").strip();
        String transcript = row.getOrDefault("transcript", "").strip();
        String label = row.getOrDefault("label", "").strip();
        if (file.isEmpty() || (transcript.isEmpty() && label.isEmpty())) {
            return Optional.empty();
        }
        String language = row.getOrDefault("lang", "").strip();
        String set = row.getOrDefault("source", "").strip();
        return Optional.of(new Clip(this.directory.resolve(file), transcript.isEmpty() ? null : transcript,
                transcript.isEmpty() ? label : null, language.isEmpty() ? null : language,
                set.isEmpty() ? name() : set));
    }

    private List<Clip> ofTranscripts() throws IOException {
        List<Path> texts;
        try (Stream<Path> files = Files.walk(this.directory)) {
            texts = files.filter((file) -> file.toString().endsWith(".txt"))
                .sorted(Comparator.comparing(Path::toString))
                .toList();
        }
        List<Clip> clips = new ArrayList<>();
        for (Path text : texts) {
            if (text.toString().endsWith(CHAPTER)) {
                addChapter(text, clips);
            }
        }
        if (clips.isEmpty()) {
            for (Path text : texts) {
                String name = text.getFileName().toString();
                Optional<Path> clip = beside(text, name.substring(0, name.length() - ".txt".length()));
                if (clip.isPresent()) {
                    clips.add(new Clip(clip.get(), Files.readString(text).strip(), null, null, name()));
                }
            }
        }
        return clips;
    }

    private void addChapter(Path chapter, List<Clip> clips) throws IOException {
        for (String line : Files.readAllLines(chapter)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                String name = line.substring(0, space);
                Path clip = beside(chapter, name)
                    .orElseThrow(() -> new IOException(chapter + " names " + name + ", which is not beside it."));
                clips.add(new Clip(clip, line.substring(space + 1).strip(), null, "en", name()));
            }
        }
    }

    private static Optional<Path> beside(Path text, String name) {
        return EXTENSIONS.stream()
            .flatMap((extension) -> Stream.of(extension, extension.toUpperCase(Locale.ROOT)))
            .map((extension) -> text.resolveSibling(name + "." + extension))
            .filter(Files::isRegularFile)
            .findFirst();
    }

    private String name() {
        return this.directory.toAbsolutePath().normalize().getFileName().toString();
    }

}
