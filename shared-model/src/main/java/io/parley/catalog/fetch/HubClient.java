package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.parley.catalog.CatalogException;
import io.parley.catalog.Source;
import io.parley.concurrent.Cancellation;

import org.jspecify.annotations.Nullable;

/**
 * Asks the model hub for files. If the hub cannot be reached at all, it is not asked
 * again. For one pull, on one thread.
 */
final class HubClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    private final HubSettings settings;

    private final Cancellation cancellation;

    private final HttpClient http;

    private boolean answered;

    private CatalogException.@Nullable SourceFailed unreachable;

    HubClient(HubSettings settings, Cancellation cancellation) {
        this.settings = settings;
        this.cancellation = cancellation;
        HttpClient.Builder builder = HttpClient.newBuilder()
            // by hand, for the token must not go where a redirect leads
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
        if (settings.proxy() != null) {
            builder.proxy(settings.proxy());
        }
        this.http = builder.build();
    }

    /** The hub, for people. */
    String name() {
        return "the model hub at " + this.settings.address();
    }

    HubSettings settings() {
        return this.settings;
    }

    /**
     * Asks for a file.
     * @param file which
     * @param headers to send along
     * @return the answer of the last server of a chain of redirects, whatever its status;
     * its body has to be closed
     * @throws CatalogException.SourceFailed if the hub cannot be reached
     * @throws IOException if the connection fails though the hub has answered before
     */
    HttpResponse<InputStream> get(Source.Hub file, Map<String, String> headers) throws IOException {
        return ask(file.repository() + "/resolve/" + file.revision() + "/" + file.path(), headers);
    }

    /**
     * Asks for something else than a file.
     * @param path below the hub's address
     * @param headers to send along
     * @return as {@link #get}
     */
    HttpResponse<InputStream> ask(String path, Map<String, String> headers) throws IOException {
        if (this.unreachable != null) {
            throw this.unreachable;
        }
        try {
            HttpResponse<InputStream> response = follow(address(path), headers);
            this.answered = true;
            return response;
        }
        catch (IOException ex) {
            this.cancellation.check();
            if (this.answered) {
                throw ex;
            }
            this.unreachable = new CatalogException.SourceFailed(
                    "The model hub at " + this.settings.address() + " cannot be reached (" + ex.getMessage() + ").",
                    ex);
            throw this.unreachable;
        }
    }

    private URI address(String path) {
        return URI.create(this.settings.address().toString().replaceAll("/+$", "") + "/" + path);
    }

    private HttpResponse<InputStream> follow(URI first, Map<String, String> headers) throws IOException {
        URI address = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(address, headers);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return response;
            }
            response.body().close();
            URI next = address.resolve(location.get());
            boolean known = "https".equals(next.getScheme()) || next.getScheme().equals(address.getScheme());
            if (!known) {
                throw new IOException("a redirect leads from " + address.getScheme() + " to " + next.getScheme());
            }
            address = next;
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    }

    private HttpResponse<InputStream> send(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        headers.forEach(request::header);
        if (this.settings.token() != null && isHub(address)) {
            request.header("Authorization", "Bearer " + this.settings.token());
        }
        // the request's own time limit would count the body in from JDK 26 on
        CompletableFuture<HttpResponse<InputStream>> answer = this.http.sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (Cancellation.Registration _ = this.cancellation.onCancel(() -> answer.cancel(true))) {
            return answer.get(this.settings.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException ex) {
            answer.cancel(true);
            throw new IOException("no answer in " + this.settings.stallTimeout().toSeconds() + " s", ex);
        }
        catch (ExecutionException ex) {
            throw new IOException(reason(ex.getCause()), ex);
        }
        catch (InterruptedException ex) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking the model hub");
        }
    }

    /** Some of the client's failures have no message of their own. */
    private static String reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name is not known";
            }
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage();
            }
        }
        return "the connection failed";
    }

    private boolean isHub(URI address) {
        URI hub = this.settings.address();
        return hub.getScheme().equals(address.getScheme()) && hub.getHost().equals(address.getHost())
                && hub.getPort() == address.getPort();
    }

    @Override
    public void close() {
        this.http.shutdownNow();
    }

}
