package io.parley.audio;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes encoded bytes as they come. An exception ends the encoding.
 */
@FunctionalInterface
public interface EncodedAudioSink {

    /**
     * Takes more bytes, which follow those that came before.
     * @param bytes not empty; the sink's to keep
     * @throws IOException if they cannot be passed on, say because the client has gone
     */
    void accept(byte[] bytes) throws IOException;

    /**
     * A sink that writes and flushes.
     * @param out not closed
     */
    static EncodedAudioSink to(OutputStream out) {
        return (bytes) -> {
            out.write(bytes);
            out.flush();
        };
    }

}
