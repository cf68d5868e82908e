package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A certificate for this machine, signed by itself.
 *
 * @param store with its key
 * @param pem for whoever is to trust it
 */
record TestCertificate(Path store, Path pem) {

    private static final String PASSWORD = "changeit";

    /** A new one. */
    static TestCertificate create(Path folder) throws IOException, InterruptedException {
        TestCertificate made = new TestCertificate(folder.resolve("gateway.p12"), folder.resolve("gateway.pem"));
        made.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype", "PKCS12");
        made.keytool("-exportcert", "-rfc", "-file", made.pem.toString());
        return made;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        Stream<String> all = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                Stream.concat(Stream.of(arguments),
                        Stream.of("-alias", "gateway", "-keystore", this.store.toString(), "-storepass", PASSWORD)));
        Process keytool = new ProcessBuilder(all.toList()).inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0).isTrue();
    }

    /** What has the gateway show it. */
    Map<String, Object> properties() {
        return Map.of("server.ssl.key-store", this.store, "server.ssl.key-store-password", PASSWORD);
    }

}
