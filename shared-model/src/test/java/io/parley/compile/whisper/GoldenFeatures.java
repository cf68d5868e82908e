package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** The log-mel spectrograms of the golden's clips, [80, 3000] row-major. */
final class GoldenFeatures {

    private GoldenFeatures() {
    }

    static float[] of(String clip) throws IOException {
        String directory = System.getProperty("parley.golden.features");
        Assumptions.assumeTrue(directory != null, "needs the golden's features");
        Path file = Path.of(directory).resolve(clip.replace('/', '_') + ".f32");
        float[] mel = new float[80 * 3000];
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(mel);
        return mel;
    }

}
