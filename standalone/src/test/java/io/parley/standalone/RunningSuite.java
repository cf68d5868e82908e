package io.parley.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.catalog.PullListener;
import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import io.parley.testing.SharedData;

/** The suite on a free port, around the tiny ports, and a client of it. */
final class RunningSuite implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();

    private final Suite suite;

    RunningSuite(Map<String, Object> properties) {
        this(properties, TestPorts.class);
    }

    private RunningSuite(Map<String, Object> properties, Class<?> models) {
        this.suite = Suite.start(new SuiteOptions(null, 0, properties), PullListener.none(), models);
    }

    /** The suite with its real models. */
    static RunningSuite withModels() {
        return withModels(Map.of());
    }

    /** The same with properties. */
    static RunningSuite withModels(Map<String, Object> properties) {
        return new RunningSuite(properties, SharedModels.class);
    }

    Suite suite() {
        return this.suite;
    }

    /** Makes a key for everything. */
    String keyForAll() {
        return this.suite.shared(ApiKeys.class)
            .create(new Grant("all", Set.of(Scope.values()), Set.of(), Limits.none()))
            .text();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(this.suite.uri().resolve(path));
    }

    URI uri() {
        return this.suite.uri();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> transcribe(MultipartForm form) throws IOException, InterruptedException {
        return send(form.on(request("/v1/audio/transcriptions")));
    }

    HttpResponse<String> translate(MultipartForm form) throws IOException, InterruptedException {
        return send(form.on(request("/v1/audio/translations")));
    }

    /** 11 s of real speech: 176,000 samples. */
    static byte[] speech() throws IOException {
        return Files.readAllBytes(SharedData.path("audio/formats/jfk_16k_s16.wav"));
    }

    /** Bare samples of 24,000 Hz as a file. */
    static byte[] wave(byte[] samples) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples),
                new AudioFormat(24_000, 16, 1, true, false), samples.length / 2), AudioFileFormat.Type.WAVE, file);
        return file.toByteArray();
    }

    @Override
    public void close() {
        this.client.shutdownNow();
        this.suite.close();
    }

}
