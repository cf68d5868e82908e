package io.parley.standalone.cli.speak;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends sound to standard output while it is made, for a player to hear. */
public final class SoundStream implements SoundOutput {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void accept(byte[] bytes) throws IOException {
        this.out.write(bytes);
    }

    @Override
    public void complete() {
        // the end of the stream says it
    }

    @Override
    public void close() {
        // the process's own
    }

}
