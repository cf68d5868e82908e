package io.parley.standalone.cli.transcribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundsTest {

    @TempDir
    private Path directory;

    @Test
    void aFolderIsAllSoundsInItAndBelow() throws IOException {
        Path folder = Files.createDirectories(this.directory.resolve("calls/may.wav"));
        Path one = Files.createFile(folder.resolve("b.WAV"));
        Path other = Files.createFile(folder.getParent().resolve("a.mp3"));
        Files.createFile(folder.resolve("notes.txt"));
        Files.createFile(folder.resolve(".hidden.wav"));
        Sounds sounds = Sounds.find(List.of(folder.getParent()));
        assertThat(sounds.files()).containsExactly(other, one);
        assertThat(sounds.files().stream().map(sounds::transcript)).containsExactly(Path.of("a.mp3"),
                Path.of("may.wav/b.WAV"));
    }

    @Test
    void whatHoldsNoSoundsIsSaidAndLeavesTheOthers() throws IOException {
        Path empty = Files.createDirectory(this.directory.resolve("empty"));
        Path sound = Files.createFile(this.directory.resolve("a.wav"));
        Sounds sounds = Sounds.find(List.of(empty, this.directory.resolve("none.wav"), sound));
        assertThat(sounds.files()).containsExactly(sound);
        assertThat(sounds.unreadable()).satisfiesExactly(
                (why) -> assertThat(why).startsWith(empty + " holds no sound files (aac, "),
                (why) -> assertThat(why).endsWith("none.wav cannot be read."));
    }

    @Test
    void everySoundIsInOneShardWhateverElseIsThere() throws IOException {
        for (int i = 0; i < 400; i++) {
            Files.createFile(this.directory.resolve(i + ".wav"));
        }
        List<List<Path>> shards = shards();
        assertThat(shards.stream().flatMap(List::stream)).hasSize(400).doesNotHaveDuplicates();
        assertThat(shards).allSatisfy((shard) -> assertThat(shard).hasSizeBetween(70, 130));
        Path kept = shards.get(2).getFirst();
        for (Path sound : shards.get(0)) {
            Files.delete(sound);
        }
        assertThat(shards().get(2)).startsWith(kept).hasSameSizeAs(shards.get(2));
    }

    private List<List<Path>> shards() throws IOException {
        Sounds all = Sounds.find(List.of(this.directory));
        return IntStream.range(0, 4).mapToObj((i) -> all.of(Shard.parse(i + "/4")).files()).toList();
    }

    /**
     * Of another version, too: a job that is under way may be given a new image. As
     * Python's zlib.crc32 has them.
     */
    @Test
    void theShardOfASoundNeverChanges() {
        assertThat(List.of("a.wav", "b.wav", "calls/2026/05/17.mp3", "Grüße.flac")
            .stream()
            .map((name) -> IntStream.range(0, 8).filter((i) -> new Shard(i, 8).holds(Path.of(name))).sum()))
            .containsExactly(2, 4, 0, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "4/4", "-1/4", "0/0", "a/b", "1/2/3" })
    void whatIsNoShardIsSaid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text))
            .withMessageStartingWith("A shard is I/N");
    }

}
