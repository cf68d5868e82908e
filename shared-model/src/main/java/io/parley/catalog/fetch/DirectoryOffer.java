package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;

/** Copies a file from a directory of the operator's. */
record DirectoryOffer(FetchJob job, CatalogFile file, Path original) implements Offer {

    @Override
    public String from() {
        return this.original.toString();
    }

    @Override
    public StagedFile take() {
        Path copy = this.job.staging().assembled(this.file);
        this.job.requireSpace(this.file.name(), this.file.bytes());
        try (InputStream in = Files.newInputStream(this.original);
                StagedWriter writer = StagedWriter.open(this.job, this.file, from(), copy, 0)) {
            long bytes = Files.size(this.original);
            if (bytes != this.file.bytes()) {
                throw new CatalogException.SourceFailed(
                        this.original + " is not the pinned file: " + FileDigest.sizeDifference(bytes, this.file) + ".",
                        null);
            }
            writer.append(in);
        }
        catch (IOException ex) {
            throw new CatalogException.SourceFailed(this.original + " cannot be read: " + ex.getMessage() + ".", ex);
        }
        return new StagedFile(copy, false, List.of());
    }

}
