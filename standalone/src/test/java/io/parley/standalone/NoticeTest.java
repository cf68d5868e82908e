package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * NOTICE names every library that the build finds in the running product, and no other,
 * under a licence that it may be used under.
 */
class NoticeTest {

    /** {@code "  Name  LICENCE  authors  [beginnings]"}. */
    private static final Pattern ROW = Pattern.compile("^  \\S.*?  +(\\S+)  +\\S.*  \\[(.+)]$", Pattern.MULTILINE);

    /** {@code "  (LICENCE) (LICENCE) Name (group:artifact:version - address)"}. */
    private static final Pattern FOUND = Pattern.compile("^ +((?:\\([^)]+\\) )+).* \\((\\S+:\\S+):\\S+ - .*\\)$",
            Pattern.MULTILINE);

    @Test
    void eachLibraryIsNamedUnderOneOfItsLicences() throws IOException {
        List<Row> rows = ROW.matcher(Files.readString(Path.of("../NOTICE")))
            .results()
            .flatMap((row) -> Arrays.stream(row.group(2).split(", "))
                .map((beginning) -> new Row(row.group(1), beginning)))
            .toList();
        String report = Files.readString(Path.of("target/classes/META-INF/third-party.txt"));
        List<Library> libraries = FOUND.matcher(report)
            .results()
            .map((found) -> new Library(found.group(2), found.group(1)))
            .toList();
        assertThat(libraries).hasSize((int) report.lines().filter((line) -> line.startsWith(" ")).count())
            .hasSizeGreaterThan(100)
            .filteredOn((library) -> !library.name().startsWith("io.parley:"))
            .allSatisfy((library) -> assertThat(rows).filteredOn((row) -> library.name().startsWith(row.beginning()))
                .anySatisfy((row) -> assertThat(library.licences()).contains("(" + row.licence() + ")")));
        assertThat(rows).allSatisfy((row) -> assertThat(libraries)
            .anySatisfy((library) -> assertThat(library.name()).startsWith(row.beginning())));
    }

    private record Row(String licence, String beginning) {
    }

    private record Library(String name, String licences) {
    }

}
