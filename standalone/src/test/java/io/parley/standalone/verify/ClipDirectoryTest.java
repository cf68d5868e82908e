package io.parley.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aManifestGivesTranscriptsAndLabels() throws IOException {
        List<Clip> clips = new ClipDirectory(SharedData.path("audio")).clips();

        assertThat(clips).filteredOn((clip) -> clip.transcript() != null).hasSize(86).allSatisfy((clip) -> {
            assertThat(clip.language()).isEqualTo("en");
            assertThat(clip.label()).isNull();
        });
        assertThat(clips).filteredOn((clip) -> clip.label() != null).hasSize(198);
        // a transcript in quotes with commas in it
        assertThat(clips).filteredOn((clip) -> clip.file().endsWith("speech/ljspeech/LJ001-0029.flac"))
            .singleElement()
            .satisfies((clip) -> {
                assertThat(clip.transcript())
                    .isEqualTo("But though on the whole, except in Italy, Gothic letter was most often used");
                assertThat(clip.set()).isEqualTo("LJ Speech 1.1");
            });
    }

    @Test
    void aManifestNeedsNoMoreThanFileAndTranscript() throws IOException {
        write("a.wav", "");
        write("manifest.csv", "transcript,file\r\n\"He said \"\"no\"\", twice\",a.wav\r\n");

        assertThat(new ClipDirectory(this.directory).clips()).containsExactly(new Clip(this.directory.resolve("a.wav"),
                "He said \"no\", twice", null, null, this.directory.getFileName().toString()));
    }

    @Test
    void librispeechIsReadAsItIsPublished() throws IOException {
        write("test-clean/61/70968/61-70968-0000.flac", "");
        write("test-clean/61/70968/61-70968-0001.flac", "");
        write("test-clean/61/70968/61-70968.trans.txt",
                "61-70968-0000 HE BEGAN A CONFUSED COMPLAINT\n61-70968-0001 GIVE NOT SO EARNEST A MIND\n");
        write("README.TXT", "not a transcript");

        assertThat(new ClipDirectory(this.directory).clips()).extracting(Clip::transcript, Clip::language)
            .containsExactly(org.assertj.core.groups.Tuple.tuple("HE BEGAN A CONFUSED COMPLAINT", "en"),
                    org.assertj.core.groups.Tuple.tuple("GIVE NOT SO EARNEST A MIND", "en"));
    }

    @Test
    void aTextBesideAClipIsItsTranscript() throws IOException {
        write("one.wav", "");
        write("one.txt", "First.\n");
        write("deeper/two.flac", "");
        write("deeper/two.txt", "Second.");
        write("notes.txt", "about nothing");

        assertThat(new ClipDirectory(this.directory).clips()).extracting(Clip::transcript)
            .containsExactly("Second.", "First.");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        assertThatIOException().isThrownBy(() -> new ClipDirectory(this.directory.resolve("none")).clips())
            .withMessageContaining("no directory");
        assertThatIOException().isThrownBy(() -> new ClipDirectory(this.directory).clips())
            .withMessageContaining("no clips");
        write("1-2.trans.txt", "1-2-0000 WORDS\n");
        assertThatIOException().isThrownBy(() -> new ClipDirectory(this.directory).clips())
            .withMessageContaining("1-2-0000");
        write("manifest.csv", "file,transcript\nmissing.wav,words\n");
        assertThatIOException().isThrownBy(() -> new ClipDirectory(this.directory).clips())
            .withMessageContaining("missing.wav");
    }

    private void write(String name, String content) throws IOException {
        Path file = this.directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

}
