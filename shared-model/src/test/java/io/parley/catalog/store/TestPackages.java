package io.parley.catalog.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes real packages. */
final class TestPackages {

    private TestPackages() {
    }

    /** A wheel that any pip takes. */
    static Path wheel(Path directory, String name, String version, Map<String, byte[]> members) {
        String module = name.replace('-', '_');
        String information = module + "-" + version + ".dist-info/";
        Map<String, byte[]> all = new LinkedHashMap<>(members);
        all.put(information + "METADATA",
                utf8("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n"));
        all.put(information + "WHEEL",
                utf8("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
        StringBuilder record = new StringBuilder();
        all.keySet().forEach((member) -> record.append(member).append(",,\n"));
        all.put(information + "RECORD", utf8(record + information + "RECORD,,\n"));
        Path path = directory.resolve(module + "-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> member : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return path;
    }

    /** A gzipped tar archive: a source distribution, or an npm package. */
    static Path tarball(Path path, Map<String, byte[]> members) {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return path;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
