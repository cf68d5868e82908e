package io.parley.gateway.routing;

import java.io.IOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/** A body that tells its call what flows and when it ends. */
final class CallBody extends ServletInputStream {

    private final ServletInputStream body;

    private final Call call;

    CallBody(ServletInputStream body, Call call) {
        this.body = body;
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        int value = this.body.read();
        note((value < 0) ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = this.body.read(buffer, offset, length);
        note(count);
        return count;
    }

    private void note(int count) throws IOException {
        if (count < 0) {
            this.call.bodyEnded();
        }
        else {
            this.call.read(count);
        }
    }

    @Override
    public int available() throws IOException {
        return this.body.available();
    }

    @Override
    public boolean isFinished() {
        boolean finished = this.body.isFinished();
        if (finished) {
            this.call.bodyEnded();
        }
        return finished;
    }

    @Override
    public boolean isReady() {
        return this.body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        this.body.setReadListener(listener);
    }

}
