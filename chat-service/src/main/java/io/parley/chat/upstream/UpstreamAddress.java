package io.parley.chat.upstream;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Where the server is and how it is asked.
 *
 * @param baseUrl of its API
 * @param apiKey that it wants, or null
 * @param timeout to the beginning of an answer
 */
record UpstreamAddress(URI baseUrl, @Nullable String apiKey, Duration timeout) {

    HttpRequest request(byte[] body) {
        String base = this.baseUrl.toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
            .timeout(this.timeout)
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
            .header(HttpHeaders.ACCEPT, MediaType.TEXT_EVENT_STREAM_VALUE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (this.apiKey != null && !this.apiKey.isEmpty()) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + this.apiKey);
        }
        return request.build();
    }

    @Override
    public String toString() {
        return this.baseUrl.toString();
    }

}
