package io.parley.gateway.routing;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** A response that tells its call when it cannot be written. */
final class CallResponse extends HttpServletResponseWrapper {

    private final Call call;

    private @Nullable ServletOutputStream body;

    CallResponse(HttpServletResponse response, Call call) {
        super(response);
        this.call = call;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (this.body == null) {
            this.body = new CallOutput(super.getOutputStream(), this.call);
        }
        return this.body;
    }

    @Override
    public void flushBuffer() throws IOException {
        try {
            super.flushBuffer();
        }
        catch (IOException broken) {
            this.call.answerBroke();
            throw broken;
        }
    }

}
