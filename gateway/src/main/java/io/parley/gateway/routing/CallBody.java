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
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = arrived(buffer, offset, length);
        if (count < 0) {
            this.call.bodyEnded();
        }
        else {
            this.call.read(count);
        }
        return count;
    }

    private int arrived(byte[] buffer, int offset, int length) throws IOException {
        try {
            return this.body.read(buffer, offset, length);
        }
        catch (IOException broken) {
            this.call.bodyBroke(broken);
            throw broken;
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
