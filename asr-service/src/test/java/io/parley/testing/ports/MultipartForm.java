package io.parley.testing.ports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** A form with a file, as browsers and clients send it. */
public final class MultipartForm {

    private static final String BOUNDARY = "----parley-test-boundary";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public MultipartForm field(String name, String value) {
        write("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value));
        return this;
    }

    public MultipartForm file(String fileName, byte[] content) {
        write("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(BOUNDARY, fileName));
        this.body.writeBytes(content);
        write("\r\n");
        return this;
    }

    /** The content type, with the boundary. */
    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** The whole body, closed. */
    public byte[] bytes() {
        write("--%s--\r\n".formatted(BOUNDARY));
        return this.body.toByteArray();
    }

    /** Makes a request post this form. */
    public HttpRequest.Builder on(HttpRequest.Builder request) {
        return request.header("Content-Type", contentType()).POST(BodyPublishers.ofByteArray(bytes()));
    }

    private void write(String text) {
        this.body.writeBytes(text.getBytes(UTF_8));
    }

}
