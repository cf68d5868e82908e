package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.Source;

import org.jspecify.annotations.Nullable;

/**
 * Downloads a file from the model hub, from where an earlier download ended (RFC 9110,
 * section 14: {@code Range} and {@code If-Range}).
 */
final class HubOffer implements Offer {

    private static final int MAX_FAILURES = 3;

    private final FetchJob job;

    private final HubClient hub;

    private final CatalogFile file;

    private final Source.Hub source;

    private final Path part;

    private final Path entityTag;

    private boolean continued;

    HubOffer(FetchJob job, HubClient hub, CatalogFile file, Source.Hub source) {
        this.job = job;
        this.hub = hub;
        this.file = file;
        this.source = source;
        this.part = job.staging().part(file);
        this.entityTag = job.staging().entityTag(file);
    }

    @Override
    public String from() {
        return this.hub.name();
    }

    @Override
    public StagedFile take() {
        // what is whole already was downloaded by an earlier pull
        this.continued = there() > 0;
        int failures = 0;
        while (there() != this.file.bytes()) {
            long before = there();
            try {
                this.job.requireSpace(this.file.name(), this.file.bytes() - before);
                download(before);
            }
            catch (IOException ex) {
                this.job.cancellation().check();
                failures = (there() > before) ? 1 : failures + 1;
                if (failures == MAX_FAILURES) {
                    throw failed("gave up " + this.file.name() + ": " + ex.getMessage(), ex);
                }
                this.job.listener()
                    .message("The download of " + this.file.name() + " was cut after " + there() + " of "
                            + this.file.bytes() + " bytes and goes on from there (" + ex.getMessage() + ").");
                pause(failures);
            }
        }
        return new StagedFile(this.part, this.continued, List.of(this.entityTag));
    }

    private long there() {
        long bytes = Directories.size(this.part);
        return (bytes > this.file.bytes()) ? 0 : bytes;
    }

    private void download(long offset) throws IOException {
        Optional<String> tag = Files.exists(this.entityTag) ? Optional.of(Files.readString(this.entityTag))
                : Optional.empty();
        Map<String, String> headers = new HashMap<>();
        if (offset > 0) {
            headers.put("Range", "bytes=" + offset + "-");
            tag.ifPresent((value) -> headers.put("If-Range", value));
        }
        HttpResponse<InputStream> response = this.hub.get(this.source, headers);
        try (InputStream body = new WatchedStream(response.body(), this.hub.settings().stallTimeout(),
                this.job.cancellation())) {
            switch (response.statusCode()) {
                case 200 -> receiveWhole(response, body);
                case 206 -> receiveRest(response, body, offset, tag);
                case 416 -> {
                    forget();
                    throw new IOException("the hub's file is shorter than what was downloaded of it");
                }
                case 401, 403 -> throw failed("does not give " + name() + " (HTTP " + response.statusCode()
                        + "): it may want a token in HF_TOKEN", null);
                case 404 -> throw failed("does not have " + name(), null);
                default -> {
                    if (response.statusCode() == 429 || response.statusCode() >= 500) {
                        throw new IOException("HTTP " + response.statusCode());
                    }
                    throw failed("answered HTTP " + response.statusCode() + " for " + name(), null);
                }
            }
        }
    }

    private void receiveWhole(HttpResponse<InputStream> response, InputStream body) throws IOException {
        response.headers().firstValueAsLong("Content-Length").ifPresent((bytes) -> {
            if (bytes != this.file.bytes()) {
                throw new CatalogException.WrongContent(this.file.name(), from(),
                        FileDigest.sizeDifference(bytes, this.file));
            }
        });
        forget();
        this.continued = false;
        // before the first byte: a part is never younger than its tag
        strongTag(response).ifPresent(this::remember);
        receive(body, 0);
    }

    private void remember(String tag) {
        try {
            Files.createDirectories(this.entityTag.toAbsolutePath().getParent());
            Files.writeString(this.entityTag, tag);
        }
        catch (IOException ex) {
            throw this.job.writeFailed(this.file.name(), this.file.bytes(), ex);
        }
    }

    private void receiveRest(HttpResponse<InputStream> response, InputStream body, long offset, Optional<String> tag)
            throws IOException {
        String expected = "bytes " + offset + "-" + (this.file.bytes() - 1) + "/" + this.file.bytes();
        String range = response.headers().firstValue("Content-Range").orElse("");
        Optional<String> now = strongTag(response);
        if (!range.equals(expected) || (now.isPresent() && tag.isPresent() && !now.equals(tag))) {
            forget();
            throw new IOException("the hub's file is another one than before");
        }
        receive(body, offset);
    }

    private void receive(InputStream body, long offset) throws IOException {
        try (StagedWriter writer = StagedWriter.open(this.job, this.file, from(), this.part, offset)) {
            writer.append(body);
            if (writer.written() < this.file.bytes()) {
                this.job.cancellation().check();
                throw new IOException("the connection ended");
            }
        }
    }

    private void forget() throws IOException {
        Files.deleteIfExists(this.part);
        Files.deleteIfExists(this.entityTag);
    }

    /** A weak tag (RFC 9110, section 13.1.5) says nothing about single bytes. */
    private static Optional<String> strongTag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").filter((tag) -> tag.startsWith("\""));
    }

    private void pause(int failures) {
        try {
            Thread.sleep(500L * failures);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while downloading");
        }
    }

    private String name() {
        return this.source.repository() + "/" + this.source.path();
    }

    private CatalogException failed(String what, @Nullable Throwable cause) {
        return new CatalogException.SourceFailed("The model hub at " + this.hub.settings().address() + " " + what + ".",
                cause);
    }

}
