package io.parley.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.StoreLock;
import io.parley.compile.graph.BuildObserver;
import io.parley.concurrent.Cancellation;
import io.parley.weights.Checkpoint;

/**
 * Keeps compiled graphs under {@code <store>/compiled/}, one directory for each content
 * of source, architecture version and precision. Graphs are built once, aside, and moved
 * into place when they are whole; threads and processes that ask for the same ones
 * meanwhile wait for them. Thread-safe.
 */
public final class GraphStore {

    private static final Logger logger = LoggerFactory.getLogger(GraphStore.class);

    private static final long NO_ROOM_BYTES = 1 << 20;

    private final Path root;

    /**
     * Opens the store.
     * @param store its root directory; made when first written to
     */
    public GraphStore(Path store) {
        this.root = store.resolve("compiled");
    }

    /**
     * Graphs, built if they are not there or not whole.
     * @param architecture what to write
     * @param sourceSha256 the checkpoint's SHA-256, 64 lower-case hexadecimal digits
     * @param checkpoint opens the checkpoint, if it must be built; closed here
     * @param precision in which numbers
     * @param observer told how the build goes on
     * @param cancellation ends the wait for another builder and the build
     * @throws CompileException if there is no room or the files cannot be written
     * @throws io.parley.weights.WeightsException if the checkpoint cannot be used
     * @throws java.util.concurrent.CancellationException if cancelled; nothing is left
     */
    public CompiledGraphs obtain(Architecture architecture, String sourceSha256, Supplier<Checkpoint> checkpoint,
            Precision precision, BuildObserver observer, Cancellation cancellation) {
        return obtain(architecture.name(), architecture.version(), sourceSha256, precision.id(), (directory) -> {
            try (Checkpoint weights = checkpoint.get()) {
                architecture.write(weights, precision, directory, (graph, bytes) -> {
                    observer.weightWritten(graph, bytes);
                    cancellation.check();
                });
            }
        }, cancellation);
    }

    /**
     * Graphs, written if they are not there or not whole.
     * @param architecture its name, fit for a file name
     * @param version of the code that writes it
     * @param sourceSha256 the source's SHA-256, 64 lower-case hexadecimal digits
     * @param precision in which numbers, fit for a file name
     * @param writer writes the graphs, if they must be
     * @param cancellation ends the wait for another writer
     * @throws CompileException if there is no room or the files cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled; nothing is left
     */
    // the lock is held, not used
    @SuppressWarnings("try")
    public CompiledGraphs obtain(String architecture, int version, String sourceSha256, String precision,
            GraphWriter writer, Cancellation cancellation) {
        GraphKey key = new GraphKey(architecture, version, precision, sourceSha256);
        Path directory = this.root.resolve(key.directoryName());
        Optional<CompiledGraphs> there = find(directory);
        if (there.isPresent()) {
            return there.get();
        }
        try (StoreLock held = StoreLock.acquire(lock(directory), cancellation)) {
            return find(directory).orElseGet(() -> {
                CompiledGraphs built = build(directory, key, writer);
                removeEarlier(key);
                return built;
            });
        }
        catch (UncheckedIOException ex) {
            throw new CompileException("cannot keep compiled graphs: " + ex.getMessage(), ex);
        }
    }

    /**
     * Reads all graphs compiled from a checkpoint and removes those that are not as they
     * were written, for the next use to build them again.
     * @param sourceSha256 the checkpoint's SHA-256
     * @return how many were removed
     * @throws CompileException if something cannot be deleted
     */
    public int verify(String sourceSha256) {
        return removeIf(sourceSha256, (manifest, directory) -> !manifest.isTrueOf(directory));
    }

    /**
     * Removes what is not to be used again of what was compiled from a checkpoint.
     * @param sourceSha256 the checkpoint's SHA-256
     * @param sourceWasWhole false if the checkpoint itself was damaged: nobody knows
     * since when, and all goes
     * @return how many were removed
     * @throws CompileException if something cannot be deleted
     */
    public int repair(String sourceSha256, boolean sourceWasWhole) {
        return sourceWasWhole ? verify(sourceSha256) : remove(sourceSha256);
    }

    /**
     * Removes all graphs compiled from a checkpoint.
     * @param sourceSha256 the checkpoint's SHA-256
     * @return how many were removed
     * @throws CompileException if something cannot be deleted
     */
    public int remove(String sourceSha256) {
        return removeIf(sourceSha256, (manifest, directory) -> true);
    }

    private int removeIf(String sourceSha256, BiPredicate<GraphManifest, Path> condition) {
        if (!Files.isDirectory(this.root)) {
            return 0;
        }
        int removed = 0;
        try (Stream<Path> directories = Files.list(this.root)) {
            for (Path directory : directories.toList()) {
                if (GraphManifest.read(directory)
                    .filter((found) -> sourceSha256.equals(found.source()) && condition.test(found, directory))
                    .isPresent()) {
                    delete(directory);
                    removed++;
                }
            }
            return removed;
        }
        catch (IOException ex) {
            throw new CompileException("cannot remove compiled graphs under " + this.root + ": " + ex.getMessage(), ex);
        }
    }

    private Optional<CompiledGraphs> find(Path directory) {
        return GraphManifest.read(directory)
            .filter((manifest) -> manifest.matches(directory))
            .map((manifest) -> new CompiledGraphs(directory, manifest.bytes()));
    }

    private CompiledGraphs build(Path directory, GraphKey key, GraphWriter writer) {
        Path partial = directory.resolveSibling(directory.getFileName() + ".partial");
        try {
            try {
                // what a builder that was killed left, and what is there but damaged
                delete(partial);
                delete(directory);
                Files.createDirectories(partial);
                writer.writeTo(partial);
                GraphManifest manifest = GraphManifest.of(key, partial);
                manifest.write(partial);
                // what is moved into place has to be there after a power cut, too
                writeThrough(partial);
                Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
                return new CompiledGraphs(directory, manifest.bytes());
            }
            finally {
                delete(partial);
            }
        }
        catch (IOException ex) {
            throw new CompileException(sentence(ex), ex);
        }
    }

    /**
     * Where a directory can be opened, as on Linux, has the names in it reach the disk;
     * elsewhere the file system does that by itself.
     */
    private static void writeThrough(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        catch (IOException ex) {
            logger.debug("{} is not written through", directory, ex);
        }
    }

    /**
     * Removes what earlier versions made of the same source: nothing of this version
     * reads it. A process of an earlier version that shares the store keeps what it has
     * loaded, and builds it again if it has to load it anew. What somebody is building
     * stays.
     */
    // the lock is held, not used
    @SuppressWarnings("try")
    private void removeEarlier(GraphKey key) {
        try (Stream<Path> directories = Files.list(this.root)) {
            for (Path directory : directories.filter((path) -> key.isNamedLike(path.getFileName().toString()))
                .toList()) {
                if (GraphManifest.read(directory).filter((found) -> found.isEarlierThan(key)).isEmpty()) {
                    continue;
                }
                Optional<StoreLock> free = StoreLock.tryAcquire(lock(directory));
                if (free.isPresent()) {
                    try (StoreLock held = free.get()) {
                        delete(directory);
                    }
                    logger.info("removed {}, of an earlier version", directory);
                }
            }
        }
        catch (IOException | UncheckedIOException ex) {
            // they take room and do no harm
            logger.warn("graphs of an earlier version are left under {}: {}", this.root, ex.getMessage());
        }
    }

    private static Path lock(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".lock");
    }

    private String sentence(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("not enough space") || isFull()) {
            return "the disk is full: there is no room for compiled graphs under " + this.root;
        }
        return "cannot write compiled graphs under " + this.root + ": " + failure;
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(this.root).getUsableSpace() < NO_ROOM_BYTES;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Writes graphs. */
    @FunctionalInterface
    public interface GraphWriter {

        /**
         * Writes all graphs.
         * @param directory an empty directory that takes the files
         */
        void writeTo(Path directory) throws IOException;

    }

}
