package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.testing.SharedData;

/** Short whole files of every container and codec there are samples of, by their kind. */
final class FuzzingCorpus {

    private static final double SECONDS = 1.5;

    /** Of sound that has not been compressed. */
    private static final double FEWER_SECONDS = 0.3;

    private final Path folder;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private FuzzingCorpus(Path folder) {
        this.folder = folder;
    }

    static Map<String, byte[]> make(Path folder) throws IOException {
        FuzzingCorpus corpus = new FuzzingCorpus(folder);
        corpus.wave();
        corpus.compressed();
        return corpus.files;
    }

    private void wave() throws IOException {
        add("wav s16", "jfk_16k_s16.wav", "wav", "", FEWER_SECONDS);
        add("wav mu-law", "jfk_8k_mulaw.wav", "wav", "", FEWER_SECONDS);
        add("wav s24", "jfk_44k1_s24.wav", "wav", "", FEWER_SECONDS);
        add("wav f32 stereo", "jfk_48k_stereo_f32.wav", "wav", "", FEWER_SECONDS);
        add("rf64", "jfk_16k_s16.wav", "wav", "rf64=always", FEWER_SECONDS);
        add("mov pcm", "jfk_16k_s16.wav", "mov", "", FEWER_SECONDS);
        add("matroska pcm", "jfk_16k_s16.wav", "matroska", "", FEWER_SECONDS);
    }

    private void compressed() throws IOException {
        add("flac", "jfk.flac", "flac", "", SECONDS);
        add("ogg flac", "jfk.flac", "ogg", "", SECONDS);
        add("matroska flac", "jfk.flac", "matroska", "", SECONDS);
        add("mp4 flac", "jfk.flac", "mp4", "", SECONDS);
        add("ogg vorbis", "jfk.ogg", "ogg", "", SECONDS);
        add("webm vorbis", "jfk.ogg", "webm", "", SECONDS);
        add("ogg opus", "jfk.opus", "ogg", "", SECONDS);
        add("webm opus", "jfk.webm", "webm", "", SECONDS);
        add("mp4 opus", "jfk.opus", "mp4", "", SECONDS);
        add("mp3", "jfk.mp3", "mp3", "", SECONDS);
        add("matroska mp3", "jfk.mp3", "matroska", "", SECONDS);
        add("m4a aac", "jfk.m4a", "ipod", "", SECONDS);
        add("mp4 aac, fragmented", "jfk.m4a", "mp4", "movflags=empty_moov+default_base_moof+frag_keyframe", SECONDS);
        add("mov aac, faststart", "jfk.m4a", "mov", "movflags=faststart", SECONDS);
        add("3gp aac", "jfk.m4a", "3gp", "", SECONDS);
        add("matroska aac", "jfk.m4a", "matroska", "", SECONDS);
        add("adts aac", "jfk.m4a", "adts", "", SECONDS);
    }

    private void add(String kind, String source, String format, String options, double seconds) throws IOException {
        Path file = this.folder.resolve("whole");
        Remuxer.remux(SharedData.path("audio/formats/" + source), file, format, options, seconds);
        this.files.put(kind, Files.readAllBytes(file));
        Files.delete(file);
    }

}
