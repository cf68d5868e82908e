package io.parley.catalog.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.fetch.FileDigest;
import io.parley.concurrent.Cancellation;

/**
 * Looks at a model's files and changes none. Files are read as a whole only when there is
 * doubt, that is when they are not as the marker remembers them.
 */
final class ModelInspector {

    private final StoreLayout layout;

    ModelInspector(StoreLayout layout) {
        this.layout = layout;
    }

    /**
     * Looks at all files of a model.
     * @param entry the model
     * @param depth whether to believe the marker
     * @param cancellation ends the reading
     * @throws CatalogException.StoreFailed if a file is there but cannot be read
     */
    Inspection inspect(CatalogEntry entry, Depth depth, Cancellation cancellation) {
        VerifiedFiles marker = VerifiedFiles.read(this.layout.marker(entry));
        List<CatalogFile> verified = new ArrayList<>();
        List<CatalogFile> missing = new ArrayList<>();
        Map<CatalogFile, String> damaged = new LinkedHashMap<>();
        boolean learned = false;
        for (CatalogFile file : entry.files()) {
            Path path = this.layout.file(entry, file);
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (depth == Depth.TRUST_MARKER && marker.contains(file, attributes)) {
                    verified.add(file);
                    continue;
                }
                Optional<String> difference = attributes.isRegularFile()
                        ? FileDigest.difference(path, file, cancellation) : Optional.of("it is not a regular file");
                if (difference.isPresent()) {
                    damaged.put(file, difference.get());
                    continue;
                }
                verified.add(file);
                marker.add(file, attributes);
                learned = true;
            }
            catch (NoSuchFileException | NotDirectoryException ex) {
                missing.add(file);
            }
            catch (IOException ex) {
                throw new CatalogException.StoreFailed(path + " cannot be read: " + ex.getMessage() + ".", ex);
            }
        }
        if (learned) {
            marker.write();
        }
        return new Inspection(verified, missing, damaged);
    }

    /** How closely to look. */
    enum Depth {

        /** Files that are as the marker remembers them are not read. */
        TRUST_MARKER,

        /** All files are read. */
        READ_ALL

    }

}
