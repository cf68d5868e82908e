package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.parley.catalog.CatalogException;
import io.parley.catalog.Source;
import io.parley.concurrent.Cancellation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the model hub for what fits in memory, a few times if it is in trouble.
 */
final class HubQuestions {

    private static final int MAX_ATTEMPTS = 3;

    private static final int MAX_ANSWER_BYTES = 32 << 20;

    private final HubClient hub;

    private final Cancellation cancellation;

    private final JsonMapper json = new JsonMapper();

    HubQuestions(HubClient hub, Cancellation cancellation) {
        this.hub = hub;
        this.cancellation = cancellation;
    }

    /** The commit that a revision stands for now. */
    String commit(String repository, String revision) {
        return read(answer("api/models/" + repository + "/revision/" + revision, repository), HubManifest.Commit.class,
                repository)
            .sha();
    }

    /** What is in a repository; up to the hub's page of a thousand files. */
    HubManifest manifest(String repository, String commit) {
        byte[] tree = answer("api/models/" + repository + "/tree/" + commit + "?recursive=true", repository);
        return new HubManifest(List.of(read(tree, HubManifest.Entry[].class, repository)));
    }

    /** A small file's content. */
    byte[] content(Source.Hub file) {
        String path = file.repository() + "/resolve/" + file.revision() + "/" + file.path();
        return answer(path, file.repository() + "/" + file.path());
    }

    private <T> T read(byte[] answer, Class<T> type, String about) {
        try {
            return this.json.readValue(answer, type);
        }
        catch (JacksonException ex) {
            throw failed("does not say what is in " + about + " in a form that is known", ex);
        }
    }

    private byte[] answer(String path, String about) {
        for (int attempt = 1;; attempt++) {
            try {
                return once(path, about);
            }
            catch (IOException ex) {
                this.cancellation.check();
                if (attempt == MAX_ATTEMPTS) {
                    throw failed("gave no answer about " + about + ": " + ex.getMessage(), ex);
                }
                pause(attempt);
            }
        }
    }

    private byte[] once(String path, String about) throws IOException {
        HttpResponse<InputStream> response = this.hub.ask(path, Map.of());
        try (InputStream body = new WatchedStream(response.body(), this.hub.settings().stallTimeout(),
                this.cancellation)) {
            int status = response.statusCode();
            if (status == 200) {
                byte[] answer = body.readNBytes(MAX_ANSWER_BYTES + 1);
                if (answer.length > MAX_ANSWER_BYTES) {
                    throw failed("gave too long an answer about " + about, null);
                }
                return answer;
            }
            if (status == 429 || status >= 500) {
                throw new IOException("HTTP " + status);
            }
            throw switch (status) {
                case 401, 403 ->
                    failed("does not give " + about + " (HTTP " + status + "): it may want a token in HF_TOKEN", null);
                case 404 -> failed("does not have " + about, null);
                default -> failed("answered HTTP " + status + " for " + about, null);
            };
        }
    }

    private CatalogException.SourceFailed failed(String what, @Nullable Throwable cause) {
        return new CatalogException.SourceFailed("The model hub at " + this.hub.settings().address() + " " + what + ".",
                cause);
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(500L * attempt);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking the model hub");
        }
    }

}
