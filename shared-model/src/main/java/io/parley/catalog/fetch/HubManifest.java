package io.parley.catalog.fetch;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the model hub says is in a repository at a commit: Git's tree, and for large files
 * what Git LFS's pointers say.
 *
 * @param entries of the tree
 */
record HubManifest(List<Entry> entries) {

    HubManifest {
        entries = List.copyOf(entries);
    }

    /** A file that has any bytes. */
    Optional<Entry> file(String path) {
        return this.entries.stream()
            .filter((entry) -> entry.type().equals("file") && entry.path().equals(path) && entry.bytes() > 0)
            .findFirst();
    }

    /**
     * A file or a folder.
     *
     * @param type {@code file} or {@code directory}
     * @param path in the repository
     * @param oid Git's own name of the content: SHA-1 of the blob, or of the LFS pointer
     * @param size of the content in bytes
     * @param lfs for large files
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(String type, String path, String oid, long size, @Nullable Lfs lfs) {

        long bytes() {
            return (this.lfs != null) ? this.lfs.size() : this.size;
        }

    }

    /**
     * A large file.
     *
     * @param oid SHA-256 of the content
     * @param size in bytes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lfs(String oid, long size) {

        String sha256() {
            return this.oid.startsWith("sha256:") ? this.oid.substring("sha256:".length()) : this.oid;
        }

    }

    /**
     * A commit.
     *
     * @param sha its SHA-1, 40 hexadecimal digits
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Commit(String sha) {
    }

}
