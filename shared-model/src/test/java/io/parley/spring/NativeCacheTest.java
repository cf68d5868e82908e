package io.parley.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @Test
    void aStoreThatCannotBeWrittenIsDoneWithout(@TempDir Path folder) throws Exception {
        Path store = Files.createFile(folder.resolve("file"));
        Path own;
        try (NativeCache cache = NativeCache.of(store.resolve("cache"))) {
            own = cache.path();
            assertThat(own).isWritable();
        }
        assertThat(own).doesNotExist();
    }

}
