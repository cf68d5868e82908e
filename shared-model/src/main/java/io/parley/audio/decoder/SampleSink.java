package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes decoded sound as it comes. */
@FunctionalInterface
interface SampleSink {

    /**
     * Takes some samples.
     * @param samples float32 in native byte order, mono; valid during the call only
     * @throws IOException if nobody takes them any more
     */
    void accept(ByteBuffer samples) throws IOException;

    /**
     * Told before all sound how much of it there will be.
     * @param samples about so many, or 0 if unknown
     */
    default void expect(long samples) throws IOException {
    }

}
