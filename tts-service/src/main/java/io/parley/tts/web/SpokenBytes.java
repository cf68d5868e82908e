package io.parley.tts.web;

import java.io.IOException;

import io.parley.audio.AudioFormat;
import io.parley.speech.Synthesis;
import io.parley.web.request.ProcessingTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sound as it is. The content type is set, not negotiated: clients say that they accept
 * octet streams or JSON and take sound.
 */
final class SpokenBytes implements SpokenAnswer {

    private final HttpServletRequest request;

    private final HttpServletResponse response;

    private final AudioFormat format;

    SpokenBytes(HttpServletRequest request, HttpServletResponse response, AudioFormat format) {
        this.request = request;
        this.response = response;
        this.format = format;
    }

    @Override
    public void accept(byte[] bytes) throws IOException {
        if (!this.response.isCommitted()) {
            this.response.setContentType(this.format.contentType());
            // a reverse proxy in front is told not to collect sound
            this.response.setHeader("X-Accel-Buffering", "no");
            ProcessingTime.write(this.request, this.response);
        }
        this.response.getOutputStream().write(bytes);
        this.response.flushBuffer();
    }

    @Override
    public void done(Synthesis spoken) {
        // the end of the sound says it
    }

    @Override
    public boolean failed(RuntimeException error) {
        return false;
    }

}
