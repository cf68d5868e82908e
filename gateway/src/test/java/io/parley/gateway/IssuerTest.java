package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.parley.accounts.keys.Scope;
import io.parley.web.identity.Identity;
import io.parley.web.identity.IdentityTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who show tokens of an OpenID Connect issuer. */
class IssuerTest {

    @TempDir
    private static Path home;

    private static RSAKey signing;

    private static RSAKey another;

    private static HttpServer server;

    private static String issuer;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        signing = new RSAKeyGenerator(2048).keyID("one").generate();
        another = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\", \"subject_types_supported\": [\"public\"]}"
                    .formatted(issuer, issuer));
        serve("/keys", new JWKSet(signing).toString());
        server.start();
        gateway = new RunningGateway(home, Map.of("parley.gateway.authentication.issuer", issuer,
                "parley.gateway.authentication.audience", "parley"));
    }

    private static void serve(String path, String body) {
        server.createContext(path, (exchange) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.stop(0);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(issuer)
            .subject("somebody")
            .audience("parley")
            .claim("scope", "openid parley:transcribe speak")
            .issueTime(new Date())
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static int transcribing(String token) throws Exception {
        return gateway.post(RunningGateway.TRANSCRIPTIONS, token).statusCode();
    }

    @Test
    void aTokenOpensTheDoorsOfItsScopes() throws Exception {
        gateway.passed.clear();
        String token = signed(claims().claim("models", List.of("whisper-1")).build(), signing);
        assertThat(transcribing(token)).isEqualTo(200);
        Identity identity = new IdentityTokens(RunningGateway.SECRET, Clock.systemUTC())
            .read(gateway.passed.take().getFirst(Identity.HEADER))
            .orElseThrow();
        assertThat(identity.caller()).isEqualTo("token:somebody");
        assertThat(identity.models()).isEqualTo(Set.of("whisper-1"));
        assertThat(gateway.post(RunningGateway.SPEECH, token).statusCode()).isEqualTo(200);
        assertThat(gateway.post("/v1/audio/classification", token).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/v1/admin/keys", token).statusCode()).isEqualTo(403);
    }

    @Test
    void scopesMayComeAsAList() throws Exception {
        String token = signed(claims().claim("scope", null).claim("scp", List.of("classify")).build(), signing);
        assertThat(gateway.post("/v1/audio/classification", token).statusCode()).isEqualTo(200);
        assertThat(transcribing(token)).isEqualTo(403);
    }

    @Test
    void keysWorkBesideTokens() throws Exception {
        assertThat(transcribing(gateway.key(Scope.TRANSCRIBE).text())).isEqualTo(200);
    }

    @Test
    void tokensThatProveNothingAreRefused() throws Exception {
        assertThat(transcribing(signed(claims().build(), another))).as("another key").isEqualTo(401);
        assertThat(transcribing(signed(claims().issuer("http://elsewhere.example").build(), signing))).as("issuer")
            .isEqualTo(401);
        assertThat(transcribing(signed(claims().audience("others").build(), signing))).as("audience").isEqualTo(401);
        assertThat(transcribing(
                signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(300))).build(), signing)))
            .as("expired")
            .isEqualTo(401);
        assertThat(transcribing(new PlainJWT(claims().build()).serialize())).as("unsigned").isEqualTo(401);
        SignedJWT confused = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                claims().build());
        confused.sign(new MACSigner(signing.toPublicJWK().toJSONString()));
        assertThat(transcribing(confused.serialize())).as("signed with what is public").isEqualTo(401);
    }

    @Test
    void anIssuerThatIsAwayIsSaid(@TempDir Path other) throws Exception {
        try (RunningGateway alone = new RunningGateway(other, Map.of("parley.gateway.authentication.keys", "false",
                "parley.gateway.authentication.issuer", "http://127.0.0.1:1"))) {
            var response = alone.post(RunningGateway.SPEECH, signed(claims().build(), signing));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

}
