package io.parley.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One model: what it is and which files it is made of.
 *
 * @param id its name everywhere: lower-case letters, digits, dots and dashes
 * @param title what people read
 * @param task the job it does
 * @param architecture which engine runs it, as {@code whisper}
 * @param format container of its weights, as {@code ctranslate2}
 * @param licence of its files
 * @param files all that it needs
 */
public record CatalogEntry(String id, String title, ModelTask task, String architecture, String format, Licence licence,
        List<CatalogFile> files) {

    public CatalogEntry {
        // an id is a directory name: no separators, no leading dot
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" is no model id");
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(id + " has no files");
        }
        Set<String> names = new HashSet<>();
        for (CatalogFile file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException(id + " lists " + file.name() + " twice");
            }
        }
        files = List.copyOf(files);
    }

    /** Size of all its files. */
    public long bytes() {
        return this.files.stream().mapToLong(CatalogFile::bytes).sum();
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
