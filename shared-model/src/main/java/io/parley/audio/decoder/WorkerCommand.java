package io.parley.audio.decoder;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;

/**
 * The command line of a worker: a small JVM under the operating system's limits, on a
 * class path of nothing but this room, JavaCPP and FFmpeg.
 */
final class WorkerCommand {

    /**
     * Limits of the process, then the worker itself with its replies on descriptor 3 and
     * its standard output turned into standard error. A limit that the system does not
     * know is passed over. File size is in blocks of 512 bytes and leaves room for
     * unpacking FFmpeg's libraries; address space is in KiB.
     */
    private static final String SCRIPT = """
            umask 077
            ulimit -c 0
            ulimit -f 131072
            ulimit -n 128
            ulimit -v 1048576
            echo 900 > /proc/self/oom_score_adj
            exec 3>&1 1>&2
            exec "$@"
            """;

    private static final String REPLY_PATH = "/dev/fd/3";

    private final Path directory;

    private final List<String> command;

    /**
     * Prepares the command.
     * @param nativeCache where FFmpeg's libraries are unpacked
     * @param directory the worker's current and temporary directory
     */
    WorkerCommand(Path nativeCache, Path directory) throws IOException {
        this.directory = directory;
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "parley-decoder"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // without these a JVM reserves more address space than the limit
        words.addAll(List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m", "-XX:CompressedClassSpaceSize=32m",
                "-XX:MaxDirectMemorySize=16m"));
        words.addAll(List.of("-Xshare:auto", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-XX:+DisableAttachMechanism"));
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        words.add("-Djava.io.tmpdir=" + directory);
        words.add("-Dorg.bytedeco.javacpp.cachedir=" + nativeCache.toAbsolutePath());
        // natives are freed one by one: no collector thread and no bounds of its own
        words.addAll(List.of("-Dorg.bytedeco.javacpp.nopointergc=true", "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        words.addAll(List.of("-cp", classPath(), DecoderWorker.class.getName(), REPLY_PATH));
        this.command = List.copyOf(words);
    }

    /** Starts a worker; its standard error goes to the file. */
    Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(this.command).directory(this.directory.toFile())
            .redirectError(log.toFile());
        builder.environment().clear();
        // each arena of glibc's would reserve address space that the limit is not for
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    private static String classPath() throws IOException {
        ClassLoader loader = WorkerCommand.class.getClassLoader();
        String platform = Loader.getPlatform();
        Set<String> entries = new LinkedHashSet<>();
        for (String resource : List.of(resource(DecoderWorker.class), resource(Loader.class), resource(avformat.class),
                "org/bytedeco/javacpp/" + platform + "/" + System.mapLibraryName("jnijavacpp"),
                "org/bytedeco/ffmpeg/" + platform + "/" + System.mapLibraryName("jniavformat"))) {
            URL url = loader.getResource(resource);
            if (url == null) {
                throw new IOException("the class path has no " + resource);
            }
            entries.add(root(url, resource).toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String resource(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    /** The jar or folder of the class path in which a resource was found. */
    private static Path root(URL url, String resource) throws IOException {
        try {
            Path root;
            if (url.openConnection() instanceof JarURLConnection jar) {
                root = Path.of(jar.getJarFileURL().toURI());
            }
            else {
                String folder = url.toString();
                root = Path.of(URI.create(folder.substring(0, folder.length() - resource.length())));
            }
            if (root.getFileSystem() != FileSystems.getDefault()) {
                throw new IOException("a worker cannot be started from a jar inside a jar: " + url);
            }
            return root;
        }
        catch (URISyntaxException | IllegalArgumentException ex) {
            throw new IOException("a worker cannot be started from " + url, ex);
        }
    }

}
