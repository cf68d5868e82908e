package io.parley.gateway.routing;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/** The body of an answer, which tells its call when it cannot be written. */
final class CallOutput extends ServletOutputStream {

    private final ServletOutputStream body;

    private final Call call;

    CallOutput(ServletOutputStream body, Call call) {
        this.body = body;
        this.call = call;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] { (byte) value }, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        try {
            this.call.answered();
            this.body.write(buffer, offset, length);
        }
        catch (IOException broken) {
            this.call.answerBroke();
            throw broken;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            this.body.flush();
        }
        catch (IOException broken) {
            this.call.answerBroke();
            throw broken;
        }
    }

    @Override
    public void close() throws IOException {
        this.body.close();
    }

    @Override
    public boolean isReady() {
        return this.body.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        this.body.setWriteListener(listener);
    }

}
