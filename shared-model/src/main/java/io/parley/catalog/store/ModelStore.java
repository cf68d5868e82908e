package io.parley.catalog.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.PullListener;
import io.parley.catalog.Source;
import io.parley.catalog.StoreLock;
import io.parley.catalog.fetch.Directories;
import io.parley.catalog.fetch.FetchJob;
import io.parley.catalog.fetch.FileFetcher;
import io.parley.catalog.fetch.Staging;
import io.parley.catalog.store.ModelInspector.Depth;
import io.parley.concurrent.Cancellation;

/**
 * The local store of models, as {@code <root>/models/<model>/<file>}. A file is at that
 * path only if it is the pinned one: unfinished bytes are elsewhere, and files move into
 * place once they are whole and verified. Threads and processes that want the same model
 * wait for one of them to fetch it. Thread-safe.
 */
public final class ModelStore {

    private final StoreSettings settings;

    private final StoreLayout layout;

    private final ModelInspector inspector;

    private final AcceptedLicences licences;

    private final CheckpointLocks locks;

    /**
     * Opens a store.
     * @param root its directory; made when first written to
     * @param settings where files come from
     */
    public ModelStore(Path root, StoreSettings settings) {
        this.settings = settings;
        this.layout = new StoreLayout(root);
        this.inspector = new ModelInspector(this.layout);
        this.licences = new AcceptedLicences(this.layout);
        this.locks = new CheckpointLocks(this.layout);
    }

    /**
     * Where the store is if nothing else is said: {@code PARLEY_HOME}, or {@code .parley}
     * in the home directory.
     * @param environment as {@link System#getenv()} gives it
     */
    public static Path defaultRoot(Map<String, String> environment) {
        String home = environment.getOrDefault("PARLEY_HOME", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), ".parley") : Path.of(home);
    }

    /** The store's directory. */
    public Path root() {
        return this.layout.root();
    }

    /** Where a model's files are once they are there. */
    public Path directory(CatalogEntry entry) {
        return this.layout.model(entry);
    }

    /**
     * How much of a model is there. Reads files as a whole only if they changed since
     * they were last verified.
     * @throws CatalogException.StoreFailed if it cannot be seen
     */
    public ModelState state(CatalogEntry entry) {
        Optional<CatalogEntry> known = this.locks.find(entry);
        Optional<Inspection> inspection = known
            .map((locked) -> this.inspector.inspect(locked, Depth.TRUST_MARKER, Cancellation.never()));
        if (inspection.isPresent() && inspection.get().isWhole()) {
            return new ModelState.Ready(inspection.get().verifiedBytes());
        }
        long bytes = inspection.map(Inspection::verifiedBytes).orElse(0L)
                + Directories.size(this.layout.staging(entry).directory());
        return (bytes > 0) ? new ModelState.Partial(bytes) : new ModelState.Absent();
    }

    /**
     * A model with the files that it was locked to at the first pull; the model itself if
     * the catalog knows its files.
     * @return empty if it was never pulled
     * @throws CatalogException.StoreFailed if it cannot be seen
     */
    public Optional<CatalogEntry> locked(CatalogEntry entry) {
        return this.locks.find(entry);
    }

    /**
     * Whether a model can be used without fetching anything: its licence is accepted and
     * files of the right sizes are there. Reads no file as a whole.
     * @throws CatalogException.StoreFailed if it cannot be seen
     */
    public boolean isPresent(CatalogEntry entry) {
        return isLicenceAccepted(entry) && this.locks.find(entry)
            .filter((locked) -> locked.files()
                .stream()
                .allMatch((file) -> this.layout.file(entry, file).toFile().length() == file.bytes()))
            .isPresent();
    }

    /**
     * All that a model takes on disk, whatever state it is in.
     * @return bytes
     */
    public long bytesOnDisk(CatalogEntry entry) {
        return Directories.size(this.layout.model(entry));
    }

    /**
     * Makes every file of a model present. If all are, nothing is asked of any source and
     * nothing is written.
     * @param entry the model
     * @param listener told how it goes on
     * @param cancellation ends it; what is there is kept, and the next pull goes on
     * @return the directory that holds the files
     * @throws CatalogException.LicenceNotAccepted if the licence must be accepted first
     * @throws CatalogException.CheckpointUnknown if the hub has to say what the files are
     * and does not
     * @throws CatalogException.HubChanged if the hub gives another file than it did when
     * the model was locked to it
     * @throws CatalogException.FileUnavailable if no source gives a file
     * @throws CatalogException.DiskFull if there is no room; nothing unfinished is at a
     * file's path
     * @throws CatalogException.StoreFailed if the store cannot be read or written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Path pull(CatalogEntry entry, PullListener listener, Cancellation cancellation) {
        if (!this.licences.isAccepted(entry)) {
            throw new CatalogException.LicenceNotAccepted(entry);
        }
        if (this.locks.find(entry)
            .filter((known) -> this.inspector.inspect(known, Depth.TRUST_MARKER, cancellation).isWhole())
            .isPresent()) {
            sweep(entry);
        }
        else {
            try (StoreLock _ = hold(entry, listener, cancellation)) {
                FetchJob job = new FetchJob(entry.id(), this.layout.staging(entry), this.settings.space(), listener,
                        cancellation);
                CatalogEntry known = this.locks.obtain(entry, job, this.settings.hub());
                Inspection inspection = this.inspector.inspect(known, Depth.TRUST_MARKER, cancellation);
                if (!inspection.isWhole()) {
                    removeDamaged(known, inspection, listener);
                    fetchLocked(entry, known, inspection, job);
                }
            }
        }
        return directory(entry);
    }

    /**
     * Reads all files of a model, whatever is remembered of them, and removes those that
     * are not the pinned ones, for the next pull to fetch.
     * @param entry the model
     * @param listener told by name what was removed and why
     * @param cancellation ends it
     * @return the names of the removed files
     * @throws CatalogException.StoreFailed if the store cannot be read or written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public List<String> verify(CatalogEntry entry, PullListener listener, Cancellation cancellation) {
        try (StoreLock _ = hold(entry, listener, cancellation)) {
            Optional<CatalogEntry> known = this.locks.find(entry);
            if (known.isEmpty()) {
                return List.of();
            }
            Inspection inspection = this.inspector.inspect(known.get(), Depth.READ_ALL, cancellation);
            removeDamaged(entry, inspection, listener);
            return inspection.damaged().keySet().stream().map(CatalogFile::name).toList();
        }
    }

    /**
     * Removes a model with all that was begun of it.
     * @return how many bytes that was
     * @throws CatalogException.ModelBusy if it is being fetched or checked
     * @throws CatalogException.StoreFailed if something cannot be removed
     */
    public long remove(CatalogEntry entry) {
        Path directory = this.layout.model(entry);
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try (StoreLock _ = StoreLock.tryAcquire(this.layout.lock(entry))
            .orElseThrow(() -> new CatalogException.ModelBusy(entry.id()))) {
            long bytes = bytesOnDisk(entry);
            Directories.delete(directory);
            return bytes;
        }
        catch (IOException | UncheckedIOException ex) {
            throw new CatalogException.StoreFailed(entry.id() + " cannot be removed: " + ex.getMessage() + ".", ex);
        }
    }

    /**
     * Remembers that somebody accepted a model's licence.
     * @throws CatalogException.StoreFailed if it cannot be written
     */
    public void acceptLicence(CatalogEntry entry) {
        this.licences.accept(entry);
    }

    /** Whether a model's licence was accepted or does not have to be. */
    public boolean isLicenceAccepted(CatalogEntry entry) {
        return this.licences.isAccepted(entry);
    }

    private StoreLock hold(CatalogEntry entry, PullListener listener, Cancellation cancellation) {
        try {
            Optional<StoreLock> held = StoreLock.tryAcquire(this.layout.lock(entry));
            if (held.isPresent()) {
                return held.get();
            }
            listener.message("Somebody else is fetching or checking " + entry.id() + ": waiting for that.");
            return StoreLock.acquire(this.layout.lock(entry), cancellation);
        }
        catch (UncheckedIOException ex) {
            throw new CatalogException.StoreFailed(
                    "The store at " + root() + " cannot be written to: " + ex.getCause() + ".", ex);
        }
    }

    private void removeDamaged(CatalogEntry entry, Inspection inspection, PullListener listener) {
        inspection.damaged().forEach((file, difference) -> {
            Path path = this.layout.file(entry, file);
            try {
                Directories.delete(path);
            }
            catch (IOException ex) {
                throw new CatalogException.StoreFailed(
                        path + " is damaged and cannot be removed: " + ex.getMessage() + ".", ex);
            }
            listener.message(file.name() + " of " + entry.id() + " is damaged and was removed: " + difference + ".");
        });
    }

    private void fetchLocked(CatalogEntry entry, CatalogEntry known, Inspection inspection, FetchJob job) {
        try {
            fetch(known, inspection, job);
        }
        catch (CatalogException.FileUnavailable ex) {
            if (entry.checkpoint() != null && ex.failures().getLast() instanceof CatalogException.WrongContent wrong
                    && known.file(ex.file()).sources().getLast() instanceof Source.Hub place) {
                throw new CatalogException.HubChanged(entry.id(), place, wrong);
            }
            throw ex;
        }
    }

    private void fetch(CatalogEntry entry, Inspection inspection, FetchJob job) {
        List<CatalogFile> wanted = entry.files()
            .stream()
            .filter((file) -> !inspection.verified().contains(file))
            .toList();
        job.requireSpace("fetching " + entry.id(),
                wanted.stream().mapToLong((file) -> file.bytes() - job.staging().downloaded(file)).sum());
        try (FileFetcher fetcher = new FileFetcher(job, this.settings.directories(), this.settings.hub(),
                this.settings.environment())) {
            for (CatalogFile file : wanted) {
                install(entry, file, fetcher.fetch(file), job);
            }
        }
        deleteQuietly(job.staging());
    }

    private void install(CatalogEntry entry, CatalogFile file, Path staged, FetchJob job) {
        Path target = this.layout.file(entry, file);
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            VerifiedFiles marker = VerifiedFiles.read(this.layout.marker(entry));
            marker.add(file, Files.readAttributes(target, BasicFileAttributes.class));
            marker.write();
        }
        catch (IOException ex) {
            throw job.writeFailed(file.name(), file.bytes(), ex);
        }
    }

    /**
     * Removes what a process left that was killed after it had installed the last file.
     */
    private void sweep(CatalogEntry entry) {
        if (!Files.exists(this.layout.staging(entry).directory())) {
            return;
        }
        try (StoreLock held = StoreLock.tryAcquire(this.layout.lock(entry)).orElse(null)) {
            if (held != null) {
                deleteQuietly(this.layout.staging(entry));
            }
        }
        catch (UncheckedIOException ex) {
            // a store that cannot be written to still serves the files that it has
        }
    }

    private static void deleteQuietly(Staging staging) {
        try {
            Directories.delete(staging.directory());
        }
        catch (IOException ex) {
            // all files are there: what is left over only takes room until the next sweep
        }
    }

}
