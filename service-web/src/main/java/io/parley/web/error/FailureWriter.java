package io.parley.web.error;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers a failure where no controller is: in a filter. */
public final class FailureWriter {

    private final JsonMapper json;

    FailureWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes the whole answer. */
    public void write(Failure failure, HttpServletResponse response) throws IOException {
        response.setStatus(failure.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        failure.headers().forEach(response::setHeader);
        response.getOutputStream().write(this.json.writeValueAsBytes(new ApiError.Envelope(failure.error())));
    }

}
