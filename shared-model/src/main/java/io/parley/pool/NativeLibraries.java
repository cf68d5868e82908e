package io.parley.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import ai.onnxruntime.OrtEnvironment;

import io.parley.catalog.StoreLock;
import io.parley.concurrent.Cancellation;

/**
 * ONNX Runtime's native libraries, unpacked once for all processes and starts. Left to
 * itself ONNX Runtime unpacks them anew at each start, into the temporary directory,
 * where a killed process leaves them.
 */
public final class NativeLibraries {

    private static final String PROPERTY = "onnxruntime.native.path";

    private static final String IN_THE_JAR = "ai/onnxruntime/native/";

    /** What ONNX Runtime calls the folder that it makes, and then does not use. */
    private static final String UNUSED = "onnxruntime-java*";

    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private NativeLibraries() {
    }

    /**
     * Has this process take the libraries from a directory; to be called before the first
     * {@link InferenceRuntime} is made. A library that is missing there, or not the one
     * of the jar by its length and checksum, is unpacked. Where the operator has set ONNX
     * Runtime's own property, nothing is done.
     * @param cache directory that may be shared with other processes; made if missing
     * @throws UncheckedIOException if they cannot be unpacked there
     */
    public static void useFrom(Path cache) {
        removeUnused();
        if (System.getProperty(PROPERTY) == null) {
            unpacked(cache).ifPresent((directory) -> System.setProperty(PROPERTY, directory.toString()));
        }
    }

    /**
     * The directory with the libraries, unless ONNX Runtime has none for this machine.
     */
    static Optional<Path> unpacked(Path cache) {
        URI jar = URI.create(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toString());
        try (ZipFile archive = new ZipFile(Path.of(jar).toFile())) {
            String folder = IN_THE_JAR + platform() + "/";
            List<? extends ZipEntry> libraries = archive.stream()
                .filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(folder)
                        && entry.getName().indexOf('/', folder.length()) < 0)
                .toList();
            if (libraries.isEmpty()) {
                return Optional.empty();
            }
            // those of another version, or another build, have another name
            Path directory = cache
                .resolve(libraries.stream()
                    .map((library) -> "-%08x".formatted(library.getCrc()))
                    .collect(Collectors.joining("", "onnxruntime", "")))
                .toAbsolutePath();
            if (!areWhole(libraries, directory)) {
                unpack(archive, libraries, directory);
            }
            return Optional.of(directory);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("ONNX Runtime's libraries cannot be unpacked into " + cache, ex);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String known = system.contains("mac") ? "osx" : system.contains("windows") ? "win" : "linux";
        return known + "-" + switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x64";
            case String other -> other;
        };
    }

    private static void unpack(ZipFile archive, List<? extends ZipEntry> libraries, Path directory) throws IOException {
        // of several first starts one unpacks, the others wait
        try (StoreLock _ = StoreLock.acquire(directory.resolve("lock"), Cancellation.never())) {
            for (ZipEntry library : libraries) {
                Path file = file(library, directory);
                if (!isWhole(library, file)) {
                    unpack(archive, library, file);
                }
            }
        }
    }

    private static void unpack(ZipFile archive, ZipEntry library, Path file) throws IOException {
        Path partial = Path.of(file + ".partial");
        try (InputStream in = archive.getInputStream(library)) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            // never over a file that another process has mapped
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        finally {
            Files.deleteIfExists(partial);
        }
    }

    private static boolean areWhole(List<? extends ZipEntry> libraries, Path directory) throws IOException {
        for (ZipEntry library : libraries) {
            if (!isWhole(library, file(library, directory))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(ZipEntry library, Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != library.getSize()) {
            return false;
        }
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue() == library.getCrc();
        }
    }

    private static Path file(ZipEntry library, Path directory) {
        return directory.resolve(library.getName().substring(library.getName().lastIndexOf('/') + 1));
    }

    /**
     * Removes what killed processes left of ONNX Runtime's own way. Whoever still needs
     * such a folder has something in it within a moment, and then it cannot be deleted.
     */
    private static void removeUnused() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, UNUSED)) {
            folders.forEach(NativeLibraries::removeIfUnused);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("the temporary directory cannot be read", ex);
        }
    }

    private static void removeIfUnused(Path folder) {
        try {
            if (Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(LONG_AGO))) {
                Files.delete(folder);
            }
        }
        catch (IOException ex) {
            // in use, another user's, or already gone
        }
    }

}
