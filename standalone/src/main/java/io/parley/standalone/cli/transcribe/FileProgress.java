package io.parley.standalone.cli.transcribe;

import java.nio.file.Path;

import io.parley.audio.PcmSource;
import org.jspecify.annotations.Nullable;

/** How much of one file has been heard. */
final class FileProgress implements AutoCloseable {

    private final ProgressLine progress;

    private final Path file;

    private volatile @Nullable HeardSound sound;

    FileProgress(ProgressLine progress, Path file) {
        this.progress = progress;
        this.file = file;
    }

    /** Its sound, whose reading is shown from here on. */
    PcmSource heard(PcmSource audio) {
        HeardSound heard = new HeardSound(audio, this.progress::draw);
        this.sound = heard;
        return heard;
    }

    /** Says why it has no transcript. */
    void failed(String why) {
        this.progress.say(this.file + ": " + why);
    }

    @Override
    public void close() {
        this.progress.end(this);
    }

    @Override
    public String toString() {
        HeardSound heard = this.sound;
        return this.file.getFileName() + ((heard != null) ? " " + heard.share() : "");
    }

}
