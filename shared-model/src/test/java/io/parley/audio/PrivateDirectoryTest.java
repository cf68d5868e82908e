package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {

    @Test
    void whatKilledProcessesLeftIsRemovedAndWhatLivingOnesHaveIsNot(@TempDir Path parent) throws Exception {
        Path abandoned = Files.createDirectory(parent.resolve("uploads-of-a-killed-one"));
        Files.createFile(abandoned.resolve("lock"));
        Files.writeString(abandoned.resolve("upload.tmp"), "somebody's voice");
        Path another = Files.createDirectory(parent.resolve("something else"));
        Files.createFile(another.resolve("lock"));
        try (PrivateDirectory first = PrivateDirectory.create(parent, "uploads-")) {
            assertThat(abandoned).doesNotExist();
            Path upload = Files.writeString(first.path().resolve("upload.tmp"), "another voice");
            try (PrivateDirectory second = PrivateDirectory.create(parent, "uploads-")) {
                assertThat(second.path()).isNotEqualTo(first.path());
                assertThat(upload).exists();
            }
        }
        assertThat(parent).isDirectoryContaining(another::equals);
        try (var left = Files.list(parent)) {
            assertThat(left).containsExactly(another);
        }
    }

}
