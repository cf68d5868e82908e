package io.parley.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * One model: what it is and which files it is made of. The files of most are known here.
 * Those of a {@linkplain #checkpoint checkpoint} are known to the model hub only, and the
 * store learns them at the first pull.
 *
 * @param id its name everywhere: lower-case letters, digits, dots and dashes
 * @param title what people read
 * @param task the job it does
 * @param architecture which engine runs it, as {@code whisper}
 * @param format container of its weights, as {@code ctranslate2}
 * @param licence of its files
 * @param files all that it needs; none if they are a checkpoint's
 * @param checkpoint where the files are, if they are not known here
 */
public record CatalogEntry(String id, String title, ModelTask task, String architecture, String format, Licence licence,
        List<CatalogFile> files, @JsonIgnore @Nullable HubCheckpoint checkpoint) {

    public CatalogEntry {
        // an id is a directory name: no separators, no leading dot
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" is no model id");
        }
        if (files.isEmpty() == (checkpoint == null)) {
            throw new IllegalArgumentException(id + " must have either files or a checkpoint");
        }
        Set<String> names = new HashSet<>();
        for (CatalogFile file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException(id + " lists " + file.name() + " twice");
            }
        }
        files = List.copyOf(files);
    }

    /** A model whose files are known. */
    @JsonCreator
    public CatalogEntry(String id, String title, ModelTask task, String architecture, String format, Licence licence,
            List<CatalogFile> files) {
        this(id, title, task, architecture, format, licence, files, null);
    }

    /** The same model with files that are known. */
    public CatalogEntry withFiles(List<CatalogFile> known) {
        return new CatalogEntry(this.id, this.title, this.task, this.architecture, this.format, this.licence, known);
    }

    /** Size of all its files; about that if they are not known. */
    public long bytes() {
        return (this.checkpoint != null) ? this.checkpoint.expectedBytes()
                : this.files.stream().mapToLong(CatalogFile::bytes).sum();
    }

    /**
     * One of its files.
     * @throws IllegalArgumentException if it has none of that name
     */
    public CatalogFile file(String name) {
        return this.files.stream()
            .filter((file) -> file.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(this.id + " has no file " + name));
    }

}
