package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.Source;

/**
 * Brings files from the first of their sources that gives the pinned content. For one
 * pull, on one thread.
 */
public final class FileFetcher implements AutoCloseable {

    private final FetchJob job;

    private final List<Path> directories;

    private final HubClient hub;

    private final PackageDownloader packages;

    private final Set<String> told = new HashSet<>();

    /**
     * Starts a pull's fetches.
     * @param job what they have in common
     * @param directories of the operator's, each as {@code <directory>/<model>/<file>}
     * @param hub how to reach the model hub
     * @param environment of package clients
     */
    public FileFetcher(FetchJob job, List<Path> directories, HubSettings hub, Map<String, String> environment) {
        this.job = job;
        this.directories = List.copyOf(directories);
        this.hub = new HubClient(hub, job.cancellation());
        this.packages = new PackageDownloader(job, new ClientProcess(environment));
    }

    /**
     * Brings one file.
     * @param file which
     * @return where it is in the staging directory, verified and written through to the
     * disk
     * @throws CatalogException.FileUnavailable if none of its sources gives it
     * @throws CatalogException.DiskFull if there is no room for it
     * @throws CatalogException.StoreFailed if it cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled; what can be
     * continued stays
     */
    public Path fetch(CatalogFile file) {
        List<CatalogException> failures = new ArrayList<>();
        for (Source source : file.sources()) {
            for (Offer offer : offers(file, source)) {
                try {
                    return verified(file, offer);
                }
                catch (CatalogException.SourceFailed | CatalogException.WrongContent
                        | CatalogException.ClientMissing ex) {
                    failures.add(ex);
                    tell(ex);
                }
            }
        }
        throw new CatalogException.FileUnavailable(this.job.model(), file.name(), failures);
    }

    private List<Offer> offers(CatalogFile file, Source source) {
        return switch (source) {
            case Source.Directory directory -> this.directories.stream()
                .map((each) -> each.resolve(this.job.model()).resolve(file.name()))
                .filter(Files::isRegularFile)
                .<Offer>map((original) -> new DirectoryOffer(this.job, file, original))
                .toList();
            case Source.Hub place -> List.of(new HubOffer(this.job, this.hub, file, place));
            case Source.Packages place -> List.of(new PackagesOffer(this.job, this.packages, file, place));
        };
    }

    private Path verified(CatalogFile file, Offer offer) {
        try {
            StagedFile staged = offer.take();
            Optional<String> difference = difference(file, staged);
            if (difference.isPresent() && staged.continued()) {
                tell(new CatalogException.WrongContent(file.name(), offer.from(),
                        difference.get() + "; it is fetched again from the beginning"));
                staged = offer.take();
                difference = difference(file, staged);
            }
            if (difference.isPresent()) {
                throw new CatalogException.WrongContent(file.name(), offer.from(), difference.get());
            }
            writeThrough(staged.path());
            return staged.path();
        }
        catch (CatalogException.WrongContent ex) {
            discard(file);
            throw ex;
        }
        catch (IOException ex) {
            throw this.job.writeFailed(file.name(), file.bytes(), ex);
        }
    }

    /** Deletes the staged file and what it was made from if it is not the pinned one. */
    private Optional<String> difference(CatalogFile file, StagedFile staged) throws IOException {
        Optional<String> difference = FileDigest.difference(staged.path(), file, this.job.cancellation());
        if (difference.isPresent()) {
            discard(file);
            for (Path origin : staged.madeFrom()) {
                Files.deleteIfExists(origin);
            }
        }
        return difference;
    }

    private void discard(CatalogFile file) {
        try {
            this.job.staging().discard(file);
        }
        catch (IOException ex) {
            throw this.job.writeFailed(file.name(), file.bytes(), ex);
        }
    }

    /** A file that is moved into place has to survive a power cut from then on. */
    private static void writeThrough(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void tell(CatalogException failure) {
        String message = String.valueOf(failure.getMessage());
        if (this.told.add(message)) {
            this.job.listener().message(message);
        }
    }

    @Override
    public void close() {
        this.hub.close();
    }

}
