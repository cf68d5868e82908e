package io.parley.audio.encoder;

import java.nio.file.Path;

import io.parley.audio.AudioException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg's libraries, loaded into this process when the first encoder needs them. */
final class FfmpegLibraries {

    private final Path cache;

    private boolean loaded;

    /**
     * Loads nothing yet.
     * @param cache directory into which they are unpacked
     */
    FfmpegLibraries(Path cache) {
        this.cache = cache;
    }

    /**
     * Waits until they are loaded; at once if they are.
     * @throws AudioException.EncoderFailure if this machine cannot load them
     */
    synchronized void load() {
        if (this.loaded) {
            return;
        }
        set("cachedir", this.cache.toAbsolutePath().toString());
        // natives are freed one by one; JavaCPP's own bounds would count the memory of
        // the models in this process as theirs and refuse
        set("nopointergc", "true");
        set("maxbytes", "0");
        set("maxphysicalbytes", "0");
        try {
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            avcodec.avcodec_version();
        }
        catch (LinkageError ex) {
            throw new AudioException.EncoderFailure("FFmpeg's libraries cannot be loaded.", ex);
        }
        this.loaded = true;
    }

    /** An operator's own setting stays. */
    private static void set(String name, String value) {
        String property = "org.bytedeco.javacpp." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

}
