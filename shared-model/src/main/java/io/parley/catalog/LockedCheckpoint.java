package io.parley.catalog;

import java.util.List;

/**
 * What a checkpoint of the model hub was when it was first pulled; what it is from then
 * on.
 *
 * @param repository owner and name, as {@code owner/name}
 * @param commit that the revision stood for, 40 hexadecimal digits
 * @param files all files that were taken
 */
public record LockedCheckpoint(String repository, String commit, List<File> files) {

    public LockedCheckpoint {
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("\"" + commit + "\" is no commit");
        }
        files = List.copyOf(files);
    }

    /** The files as a catalog lists them: from the operator's directories or the hub. */
    public List<CatalogFile> catalogFiles() {
        return this.files.stream()
            .map((file) -> new CatalogFile(file.path(), file.bytes(), file.sha256(),
                    List.of(new Source.Directory(), new Source.Hub(this.repository, this.commit, file.path()))))
            .toList();
    }

    /**
     * A file at the commit.
     *
     * @param path in the repository
     * @param bytes its size
     * @param sha256 of its content, 64 lower-case hexadecimal digits
     */
    public record File(String path, long bytes, String sha256) {

        public File {
            // refuses what the store cannot hold
            new CatalogFile(path, bytes, sha256, List.of(new Source.Directory()));
        }

    }

}
