package io.parley.yamnet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table of AudioSet's classes as it is published with YAMNet: a line with the names
 * of the columns, then {@code index,mid,display_name}, the name in double quotes if it
 * has commas.
 */
final class ClassMap {

    private ClassMap() {
    }

    /**
     * Reads the display names.
     * @return by index
     * @throws IllegalStateException if the file is no such table
     */
    static List<String> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> names = lines.stream().skip(1).map(ClassMap::name).toList();
            for (int i = 0; i < names.size(); i++) {
                if (!lines.get(i + 1).startsWith(i + ",")) {
                    throw new IllegalStateException("%s has no class %d in line %d".formatted(file, i, i + 2));
                }
            }
            return names;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String name(String line) {
        String[] fields = line.split(",", 3);
        if (fields.length < 3) {
            throw new IllegalStateException("\"" + line + "\" is no class");
        }
        String name = fields[2].strip();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

}
