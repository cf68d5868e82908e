package io.parley.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes all images into one OCI image layout, in which they share their layers:
 * {@code java io.parley.images.Images FILES LAYOUT VERSION ARCHITECTURE}.
 */
public final class Images {

    private static final List<String> PARTS = List.of("gateway", "asr", "tts", "classification", "chat");

    private Images() {
    }

    /**
     * Writes them.
     * @param arguments the folder with one folder for each layer; the layout's; the
     * images' version; and their architecture, by OCI's name of it
     */
    public static void main(String... arguments) throws Exception {
        Path files = Path.of(arguments[0]);
        OciLayout layout = OciLayout.create(Path.of(arguments[1]));
        String version = arguments[2];
        Path work = Files.createTempDirectory("parley-images-");
        ImageBuilder builder = new ImageBuilder(files, arguments[3], version, work);
        layout.add(builder.build("parley", List.of("/usr/bin/parley")));
        for (String part : PARTS) {
            layout.add(builder.build("parley-" + part, List.of("/usr/bin/parley", "serve", "--only", part)));
        }
        layout.close();
    }

}
