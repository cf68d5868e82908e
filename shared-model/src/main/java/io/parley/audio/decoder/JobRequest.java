package io.parley.audio.decoder;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * What a worker is asked to do.
 *
 * @param fileName of the encoded file, in the worker's current directory
 * @param sampleRate of the sound wanted, in Hz
 * @param maxSamples most samples at that rate
 */
record JobRequest(String fileName, int sampleRate, long maxSamples) {

    void write(DataOutputStream out) throws IOException {
        out.writeInt(this.sampleRate);
        out.writeLong(this.maxSamples);
        out.writeUTF(this.fileName);
        out.flush();
    }

    /** The next request, or null when the parent has gone. */
    static @Nullable JobRequest read(DataInputStream in) throws IOException {
        try {
            int sampleRate = in.readInt();
            long maxSamples = in.readLong();
            return new JobRequest(in.readUTF(), sampleRate, maxSamples);
        }
        catch (EOFException ex) {
            return null;
        }
    }

}
